// What met a rule for oddness this month: each in one plain sentence, with its limit and the entries it rests on.
import type { OddPatternView } from '../../../server/contract/audit.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { type AuditFilter, auditAddress } from './auditFilter.js';
import { daysOf } from './reviewDays.js';
import { useAuditWords } from './useAuditWords.js';

type Pattern = OddPatternView['pattern'];

const units = {
  'night-reading': 'cases',
  'weekend-reading': 'cases',
  'many-unmaskings': 'cases',
  'subject-read-by-many': 'accounts',
  'sign-in-after-failures': 'times',
  'large-export': 'rows',
} as const satisfies Record<Pattern, string>;

/** Where a pattern is of one kind of entry, the search is too. */
const kinds: Partial<Record<Pattern, AuditFilter['kind']>> = {
  'many-unmaskings': 'unmask',
  'large-export': 'export',
};

export function OddPatterns({ odd, zone }: { odd: readonly OddPatternView[]; zone: string }) {
  const { t, format } = useDeskWords();
  const words = useAuditWords();
  const when = ({ from, to }: OddPatternView) => {
    const [start, end] = [format.dateTime(Date.parse(from)), format.dateTime(Date.parse(to))];
    return start === end ? start : t('review.odd.between', { from: start, to: end });
  };
  const entriesOf = ({ pattern, account, subject, from, to, seqs }: OddPatternView) =>
    auditAddress({
      account: account ?? '',
      subject: subject?.id ?? '',
      kind: kinds[pattern] ?? '',
      ...daysOf(from, to, zone),
      marked: seqs,
    });
  return (
    <section aria-labelledby="review-odd">
      <h3 id="review-odd">{t('review.odd.heading')}</h3>
      {odd.length === 0 ? <p>{t('review.odd.none')}</p> : <p className="quiet">{t('review.odd.lead')}</p>}
      <ul className="review-odd">
        {odd.map((item) => (
          <li key={`${item.pattern} ${item.from} ${item.account} ${item.subject?.id}`} data-testid="odd-pattern">
            <b>{t(`review.odd.name.${item.pattern}`)}</b>
            <p>
              {t(`review.odd.why.${item.pattern}`, {
                account: item.account ?? '',
                subject: item.subject ? words.subject(item.subject) : '',
                when: when(item),
                n: format.count(item.count),
              })}{' '}
              <span className="quiet">
                {t('review.odd.limit', {
                  n: format.count(item.limit),
                  unit: t(`review.odd.unit.${units[item.pattern]}`),
                })}
              </span>
            </p>
            <Link to={entriesOf(item)}>{t('review.odd.entries')}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
