// Working hours to set: either they follow somebody else's, or each day has its own.
import { useId } from 'react';
import type { Week } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { SpanInputs } from './SpanInputs.js';
import { type DayRow, rowsOf } from './timeFields.js';
import { useDirectoryWords } from './useDirectoryWords.js';

interface WeekFieldsProps {
  /** Whose hours are followed. */
  followed: string;
  /** They stand there to begin with. */
  followedWeek: Week;
  /** null follows. */
  rows: DayRow[] | null;
  onChange: (rows: DayRow[] | null) => void;
  wrong: readonly number[];
}

export function WeekFields({ followed, followedWeek, rows, onChange, wrong }: WeekFieldsProps) {
  const { t } = useDeskWords();
  const words = useDirectoryWords();
  const id = useId();
  const change = (day: number, part: Partial<DayRow>) =>
    onChange(rows?.map((row, at) => (at === day ? { ...row, ...part } : row)) ?? null);
  return (
    <fieldset className="fields">
      <legend>{t('directory.edit.hours')}</legend>
      <label className="check">
        <input type="radio" name={id} checked={rows === null} onChange={() => onChange(null)} />
        {followed}
      </label>
      <label className="check">
        <input type="radio" name={id} checked={rows !== null} onChange={() => onChange(rows ?? rowsOf(followedWeek))} />
        {t('directory.edit.hoursOwn')}
      </label>
      {rows ? (
        <ul className="week-rows">
          {rows.map((row, day) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a day of the week is its place.
            <li key={day}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={row.works}
                  onChange={(event) => change(day, { works: event.target.checked })}
                />
                {t('directory.edit.day', { day: words.day(day) })}
              </label>
              {row.works ? (
                <SpanInputs
                  label={words.day(day)}
                  value={row}
                  onChange={(span) => change(day, span)}
                  isWrong={wrong.includes(day)}
                  problemId={`${id}-problem`}
                />
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="field-problem" id={`${id}-problem`} role="alert">
        {wrong.length > 0 ? t('directory.edit.spanWrong') : null}
      </p>
    </fieldset>
  );
}
