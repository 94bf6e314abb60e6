// A month's state: a word with a sign of its own shape, so that it is read without colour.
import type { ReviewMonthView } from '../../../server/contract/audit.js';
import { useDeskWords } from '../../words/useDeskWords.js';

export function ReviewState({ state }: { state: ReviewMonthView['state'] }) {
  const { t } = useDeskWords();
  return (
    <span className="review-state" data-state={state}>
      <i aria-hidden="true" />
      {t(`review.state.${state}`)}
    </span>
  );
}
