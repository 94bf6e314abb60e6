// 접속기록 점검: the months with their state, and the one that is looked through.
import { useAddress } from '../../address/address.js';
import { readReviews } from '../../api/audit.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Empty } from '../shared/Empty.js';
import { Link } from '../shared/Link.js';
import { Loading } from '../shared/Loading.js';
import { PageHead } from '../shared/PageHead.js';
import { Refused } from '../shared/Refused.js';
import { MonthReview } from './MonthReview.js';
import { ReviewState } from './ReviewState.js';
import { useMonthName } from './useMonthName.js';
import '../../styles/desk/audit.css';
import '../../styles/desk/review.css';
import '../../styles/desk/paper.css';

export function ReviewPage() {
  const { t } = useDeskWords();
  const { query } = useAddress();
  const monthName = useMonthName();
  const { value, refusal, reload } = useLoaded(readReviews);
  const months = value?.items ?? [];
  // The month that waits for somebody comes first; the running one can only be looked at.
  const shown = query.get('month') ?? months.find(({ state }) => state === 'open' || state === 'changed')?.month;
  const month = shown ?? months[0]?.month;
  return (
    <>
      <PageHead title={t('review.title')} lead={t('review.lead')}>
        {month ? (
          <button type="button" className="button" onClick={() => print()}>
            {t('review.print')}
          </button>
        ) : null}
      </PageHead>
      {value ? null : refusal ? <Refused refusal={refusal} onRetry={reload} /> : <Loading />}
      {value && months.length === 0 ? <Empty text={t('review.none')} next={t('review.noneNext')} /> : null}
      {value && month ? (
        <div className="review">
          <nav className="review-months" aria-label={t('review.months')}>
            <ul>
              {months.map((item) => (
                <li key={item.month}>
                  <Link to={`/audit/review?month=${item.month}`} isCurrent={item.month === month}>
                    <span>{monthName(item.month)}</span> <ReviewState state={item.state} />
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <MonthReview key={month} month={month} onSigned={reload} />
        </div>
      ) : null}
    </>
  );
}
