// In place of what could not be read: why, and the button that tries again.
import type { Refusal } from '../../api/request.js';
import { refusalWords } from '../../words/refusalWords.js';
import { useDeskWords } from '../../words/useDeskWords.js';

export function Refused({ refusal, onRetry }: { refusal: Refusal; onRetry: () => void }) {
  const { t } = useDeskWords();
  return (
    <div className="refused" role="alert">
      <p>{t(refusalWords(refusal))}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t('shared.retry')}
      </button>
    </div>
  );
}
