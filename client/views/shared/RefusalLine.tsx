// Why something was refused and what to do next, read out when it appears.
import type { Refusal } from '../../api/request.js';
import { refusalWords } from '../../words/refusalWords.js';
import { useDeskWords } from '../../words/useDeskWords.js';

export function RefusalLine({ refusal }: { refusal: Refusal | null }) {
  const { t } = useDeskWords();
  return (
    <p className="refusal" role="alert">
      {refusal ? t(refusalWords(refusal)) : null}
    </p>
  );
}
