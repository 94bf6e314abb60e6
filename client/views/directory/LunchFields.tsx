// A department's lunch: which rule, and when.
import { useId } from 'react';
import { useDeskWords } from '../../words/useDeskWords.js';
import { SpanInputs } from './SpanInputs.js';
import type { SpanText } from './timeFields.js';

export type LunchChoice = 'unknown' | 'together' | 'shifts' | 'none';
const choices = ['unknown', 'together', 'shifts', 'none'] as const;

interface LunchFieldsProps {
  rule: LunchChoice;
  span: SpanText;
  onRule: (rule: LunchChoice) => void;
  onSpan: (span: SpanText) => void;
  isWrong: boolean;
}

export function LunchFields({ rule, span, onRule, onSpan, isWrong }: LunchFieldsProps) {
  const { t } = useDeskWords();
  const id = useId();
  return (
    <fieldset className="fields">
      <legend>{t('directory.edit.lunch')}</legend>
      {choices.map((choice) => (
        <div key={choice}>
          <label className="check">
            <input type="radio" name={id} checked={rule === choice} onChange={() => onRule(choice)} />
            {t(`directory.edit.lunchRule.${choice}`)}
          </label>
          {choice === rule && (choice === 'together' || choice === 'shifts') ? (
            <SpanInputs
              label={t('directory.edit.lunch')}
              value={span}
              onChange={onSpan}
              isWrong={isWrong}
              problemId={`${id}-problem`}
            />
          ) : null}
        </div>
      ))}
      <p className="field-problem" id={`${id}-problem`} role="alert">
        {isWrong ? t('directory.edit.spanWrong') : null}
      </p>
    </fieldset>
  );
}
