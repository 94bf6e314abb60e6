// From and to as four digits with a colon: 24-hour in every language, and 24:00 can be written.
import { useDeskWords } from '../../words/useDeskWords.js';
import type { SpanText } from './timeFields.js';

interface SpanInputsProps {
  /** What the hours are of, for those who do not see the row. */
  label: string;
  value: SpanText;
  onChange: (value: SpanText) => void;
  isWrong: boolean;
  problemId: string;
}

export function SpanInputs({ label, value, onChange, isWrong, problemId }: SpanInputsProps) {
  const { t } = useDeskWords();
  const input = (bound: 'from' | 'to') => (
    <input
      type="text"
      inputMode="numeric"
      maxLength={5}
      autoComplete="off"
      value={value[bound]}
      aria-label={`${label} ${t(`directory.edit.${bound}`)}`}
      aria-invalid={isWrong || undefined}
      aria-describedby={isWrong ? problemId : undefined}
      onChange={(event) => onChange({ ...value, [bound]: event.target.value })}
    />
  );
  return (
    <span className="span-inputs">
      {input('from')} <span aria-hidden="true">~</span> {input('to')}
    </span>
  );
}
