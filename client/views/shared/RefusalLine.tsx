// Why something was refused and what to do next, read out when it appears.
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/request.js';
import { refusalWords } from '../../words/refusalWords.js';

export function RefusalLine({ refusal }: { refusal: Refusal | null }) {
  const { t } = useTranslation();
  return (
    <p className="refusal" role="alert">
      {refusal ? t(refusalWords(refusal)) : null}
    </p>
  );
}
