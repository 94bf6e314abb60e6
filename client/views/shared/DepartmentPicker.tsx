// The whole city, or some of its departments: a list to tick, with a search because a city has many.
import { useId, useState } from 'react';
import { useDesk } from '../../state/deskContext.js';
import { useDeskWords } from '../../words/useDeskWords.js';

interface DepartmentPickerProps {
  legend: string;
  /** null: the whole city. */
  value: readonly string[] | null;
  onChange: (value: string[] | null) => void;
  problem?: string | null;
}

export function DepartmentPicker({ legend, value, onChange, problem }: DepartmentPickerProps) {
  const { t, language } = useDeskWords();
  const { settings } = useDesk();
  const [sought, setSought] = useState('');
  const id = useId();
  const names = (settings?.departments ?? []).map((department) => ({
    id: department.id,
    name: department.name[language],
  }));
  const found = names.filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()));
  const toggle = (department: string) => {
    const chosen = value ?? [];
    onChange(chosen.includes(department) ? chosen.filter((one) => one !== department) : [...chosen, department]);
  };
  return (
    <fieldset className="fields" aria-describedby={problem ? `${id}-problem` : undefined}>
      <legend>{legend}</legend>
      <div className="choices">
        <label className="check">
          <input type="radio" name={id} checked={value === null} onChange={() => onChange(null)} />
          {t('shared.city')}
        </label>
        <label className="check">
          <input type="radio" name={id} checked={value !== null} onChange={() => onChange([])} />
          {t('shared.someDepartments')}
        </label>
      </div>
      {value === null ? null : (
        <div className="picker">
          <input
            type="search"
            value={sought}
            aria-label={t('shared.findDepartment')}
            placeholder={t('shared.findDepartment')}
            onChange={(event) => setSought(event.target.value)}
            onKeyDown={(event) => {
              // Inside a form, Enter would send it.
              if (event.key === 'Enter') event.preventDefault();
            }}
          />
          <ul>
            {found.map((department) => (
              <li key={department.id}>
                <label className="check">
                  <input
                    type="checkbox"
                    checked={value.includes(department.id)}
                    onChange={() => toggle(department.id)}
                  />
                  {department.name}
                </label>
              </li>
            ))}
          </ul>
          <p className="field-hint" role="status">
            {found.length === 0 ? t('shared.noneFound') : t('shared.chosen', { n: value.length })}
          </p>
        </div>
      )}
      <p className="field-problem" id={`${id}-problem`} role="alert">
        {problem}
      </p>
    </fieldset>
  );
}
