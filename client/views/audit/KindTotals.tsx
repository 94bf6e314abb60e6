// The month in figures: how many entries and accounts, what was taken, what was odd; then each kind with a way in.
import type { ReviewView } from '../../../server/contract/audit.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { auditAddress } from './auditFilter.js';
import { daysOf } from './reviewDays.js';

export function KindTotals({ review, zone }: { review: ReviewView; zone: string }) {
  const { t, format } = useDeskWords();
  const days = daysOf(review.from, review.to, zone);
  const figures = [
    { key: 'entries', n: review.entries, unit: t('review.totals.unit') },
    { key: 'accounts', n: review.byAccount.length, unit: t('review.totals.unitAccounts') },
    { key: 'taken', n: review.taken.length + review.takenMore, unit: t('review.totals.unit') },
    { key: 'odd', n: review.odd.length, unit: t('review.totals.unit') },
  ] as const;
  return (
    <section aria-labelledby="review-kinds">
      <dl className="review-figures">
        {figures.map(({ key, n, unit }) => (
          <div key={key}>
            <dt>{t(`review.totals.${key}`)}</dt>
            <dd data-testid={`review-${key}`} data-value={n}>
              {format.count(n)}
              <small>{unit}</small>
            </dd>
          </div>
        ))}
      </dl>
      <h3 id="review-kinds">{t('review.kinds')}</h3>
      <ul className="review-kinds">
        {review.byKind.map(({ kind, count }) => (
          <li key={kind}>
            <Link to={auditAddress({ kind, ...days })}>{t(`audit.kind.${kind}`)}</Link>
            <b>{format.count(count)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
