// Who signed the month off and when; when it grew afterwards, the signed figures stand beside those of now.
import type { ReviewView } from '../../../server/contract/audit.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { Moment } from '../shared/Moment.js';
import { auditAddress } from './auditFilter.js';
import { CheckValue } from './CheckValue.js';
import { daysOf } from './reviewDays.js';

export function SignOffLog({ review, zone }: { review: ReviewView; zone: string }) {
  const { t, format } = useDeskWords();
  const { signedOff, signOffs } = review;
  return (
    <div className="sign-log">
      <ul aria-label={t('review.sign.log')}>
        {signOffs.map((signed) => (
          <li key={signed.seq} data-testid="sign-off">
            <p>{signed.note}</p>
            <p className="quiet">
              {signed.account} · <Moment at={signed.at} />
            </p>
          </li>
        ))}
      </ul>
      {signedOff && review.state === 'changed' ? (
        <table className="changes" data-testid="sign-compare">
          <caption>{t('review.sign.compare')}</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('review.sign.signed')}</th>
              <th scope="col">{t('review.sign.now')}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('review.sign.entries')}</th>
              <td>{format.count(signedOff.entries)}</td>
              <td>{format.count(review.entries)}</td>
            </tr>
            <tr>
              <th scope="row">{t('review.sign.odd')}</th>
              <td>{format.count(signedOff.oddPatterns)}</td>
              <td>{format.count(review.odd.length)}</td>
            </tr>
            <tr>
              <th scope="row">{t('review.sign.head')}</th>
              <td>
                {format.count(signedOff.head.seq)} <CheckValue hash={signedOff.head.hash} />
              </td>
              <td>
                {format.count(review.head.seq)} <CheckValue hash={review.head.hash} />
              </td>
            </tr>
          </tbody>
        </table>
      ) : null}
      {review.state === 'changed' ? (
        <Link to={auditAddress(daysOf(review.from, review.to, zone))}>{t('review.sign.addedEntries')}</Link>
      ) : null}
    </div>
  );
}
