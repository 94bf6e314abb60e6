// Who stands in, in which order; colleagues of the department can be added.
import type { OfficialView } from '../../../server/contract/directory.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { SelectField } from '../shared/SelectField.js';

type Deputy = OfficialView['deputies'][number];

interface DeputyFieldsProps {
  deputies: readonly Deputy[];
  candidates: readonly Deputy[];
  onChange: (deputies: Deputy[]) => void;
}

// As many as the contract takes.
const mostDeputies = 10;

export function DeputyFields({ deputies, candidates, onChange }: DeputyFieldsProps) {
  const { t } = useDeskWords();
  const free = candidates.filter(({ id }) => !deputies.some((deputy) => deputy.id === id));
  const without = (at: number) => deputies.filter((_, place) => place !== at);
  const add = (id: string) => {
    const found = free.find((candidate) => candidate.id === id);
    if (found) onChange([...deputies, { id, title: found.title, departmentId: found.departmentId }]);
  };
  const raise = (at: number, deputy: Deputy) => {
    const others = without(at);
    onChange([...others.slice(0, at - 1), deputy, ...others.slice(at - 1)]);
  };
  return (
    <fieldset className="fields">
      <legend>{t('directory.edit.deputies')}</legend>
      {deputies.length > 0 ? (
        <ol className="deputy-rows">
          {deputies.map((deputy, at) => (
            <li key={deputy.id}>
              <span>
                {t('directory.edit.first', { n: at + 1 })} {deputy.title}
              </span>
              {at > 0 ? (
                <button
                  type="button"
                  className="word-button"
                  aria-label={t('directory.edit.up', { title: deputy.title })}
                  onClick={() => raise(at, deputy)}
                >
                  ↑
                </button>
              ) : null}
              <button
                type="button"
                className="word-button"
                aria-label={t('directory.edit.remove', { title: deputy.title })}
                onClick={() => onChange(without(at))}
              >
                ×
              </button>
            </li>
          ))}
        </ol>
      ) : null}
      {free.length > 0 && deputies.length < mostDeputies ? (
        <SelectField
          label={t('directory.edit.addDeputy')}
          hint={t('directory.edit.deputiesHint')}
          value=""
          onChange={(event) => add(event.target.value)}
          choices={[
            { value: '', label: t('directory.edit.chooseDeputy') },
            ...free.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
      ) : null}
    </fieldset>
  );
}
