// One month of the access record as its reviewer reads it: totals, odd patterns, what was taken away and why, sign-off.
import { useCallback, useState } from 'react';
import type { AuditEntryView, ReviewView } from '../../../server/contract/audit.js';
import { readReview } from '../../api/audit.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Loading } from '../shared/Loading.js';
import { Refused } from '../shared/Refused.js';
import { AccountTotals } from './AccountTotals.js';
import { EntryDialog } from './EntryDialog.js';
import { KindTotals } from './KindTotals.js';
import { OddPatterns } from './OddPatterns.js';
import { ReviewState } from './ReviewState.js';
import { SignOff } from './SignOff.js';
import { TakenList } from './TakenList.js';
import { useCityZone } from './useCityZone.js';
import { useMonthName } from './useMonthName.js';

export function MonthReview({ month, onSigned }: { month: string; onSigned: () => void }) {
  const { t, format } = useDeskWords();
  const monthName = useMonthName();
  const zone = useCityZone();
  const load = useCallback(() => readReview(month), [month]);
  const { value: review, refusal, reload, set } = useLoaded(load);
  const [opened, setOpened] = useState<AuditEntryView | null>(null);
  if (!review || zone === null) return refusal ? <Refused refusal={refusal} onRetry={reload} /> : <Loading />;
  const onSignOff = (signed: ReviewView) => {
    set(signed);
    onSigned();
  };
  return (
    <article className="review-month" data-testid="review" data-month={month} data-state={review.state}>
      <header>
        <h2>{t('review.heading', { month: monthName(month) })}</h2>
        <ReviewState state={review.state} />
        <p className="quiet">
          {t('review.period', {
            from: format.dateTime(Date.parse(review.from)),
            to: format.dateTime(Date.parse(review.to)),
            zone: format.zone(Date.parse(review.from)),
          })}
        </p>
      </header>
      <KindTotals review={review} zone={zone} />
      <OddPatterns odd={review.odd} zone={zone} />
      <TakenList review={review} onOpen={setOpened} />
      <AccountTotals review={review} zone={zone} />
      <SignOff review={review} zone={zone} onSigned={onSignOff} onReload={reload} />
      {opened ? <EntryDialog entry={opened} onClose={() => setOpened(null)} /> : null}
    </article>
  );
}
