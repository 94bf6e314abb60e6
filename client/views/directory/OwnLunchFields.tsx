// An official's own lunch, where it is not the department's.
import { useId } from 'react';
import { useDeskWords } from '../../words/useDeskWords.js';
import { SpanInputs } from './SpanInputs.js';
import type { SpanText } from './timeFields.js';

interface OwnLunchFieldsProps {
  /** null follows the department. */
  lunch: SpanText | null;
  onChange: (lunch: SpanText | null) => void;
  isWrong: boolean;
}

export function OwnLunchFields({ lunch, onChange, isWrong }: OwnLunchFieldsProps) {
  const { t } = useDeskWords();
  const id = useId();
  return (
    <fieldset className="fields">
      <legend>{t('directory.edit.lunch')}</legend>
      <label className="check">
        <input type="radio" name={id} checked={lunch === null} onChange={() => onChange(null)} />
        {t('directory.edit.lunchDepartment')}
      </label>
      <label className="check">
        <input
          type="radio"
          name={id}
          checked={lunch !== null}
          onChange={() => onChange(lunch ?? { from: '12:00', to: '13:00' })}
        />
        {t('directory.edit.lunchOwn')}
      </label>
      {lunch ? (
        <SpanInputs
          label={t('directory.edit.lunch')}
          value={lunch}
          onChange={onChange}
          isWrong={isWrong}
          problemId={`${id}-problem`}
        />
      ) : null}
      <p className="field-problem" id={`${id}-problem`} role="alert">
        {isWrong ? t('directory.edit.spanWrong') : null}
      </p>
    </fieldset>
  );
}
