// Which official of the directory somebody is, if any: first the department, then the post.
import { useMemo, useState } from 'react';
import { readDepartment, readPosts } from '../../api/directory.js';
import { useDesk } from '../../state/deskContext.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { RefusalLine } from '../shared/RefusalLine.js';
import { SelectField } from '../shared/SelectField.js';

interface OfficialFieldProps {
  value: string | null;
  onChange: (value: string | null) => void;
}

export function OfficialField({ value, onChange }: OfficialFieldProps) {
  const { t, language } = useDeskWords();
  const { settings } = useDesk();
  const [given] = useState(value);
  const posts = useLoaded(useMemo(() => (given === null ? null : () => readPosts(given)), [given]));
  const [chosen, setChosen] = useState<string | null>(null);
  const departmentId = chosen ?? (value === null ? '' : (posts.value?.official.departmentId ?? ''));
  const department = useLoaded(
    useMemo(() => (departmentId === '' ? null : () => readDepartment(departmentId)), [departmentId]),
  );
  const departments = (settings?.departments ?? []).map(({ id, name }) => ({ value: id, label: name[language] }));
  const officials = (department.value?.officials ?? []).map(({ id, title, duty }) => ({
    value: id,
    label: duty === '' ? title : `${title} · ${duty}`,
  }));
  return (
    <>
      <SelectField
        label={t('people.official')}
        hint={t('people.officialHint')}
        value={departmentId}
        onChange={(event) => {
          setChosen(event.target.value);
          onChange(null);
        }}
        choices={[{ value: '', label: t('people.noOfficial') }, ...departments]}
      />
      {departmentId === '' ? null : (
        <SelectField
          label={t('people.post')}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
          choices={[{ value: '', label: t('people.choosePost') }, ...officials]}
        />
      )}
      <RefusalLine refusal={department.refusal ?? posts.refusal} />
    </>
  );
}
