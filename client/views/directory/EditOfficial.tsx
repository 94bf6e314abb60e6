// Changes an official's duty, pickup group, deputies and hours; post, telephone and department come from the city's file.
import { useId, useState } from 'react';
import type { DepartmentPageView, OfficialView } from '../../../server/contract/directory.js';
import { editOfficial } from '../../api/directory.js';
import { useAction } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { FormDialog } from '../shared/FormDialog.js';
import { TextField } from '../shared/TextField.js';
import { DeputyFields } from './DeputyFields.js';
import { OwnLunchFields } from './OwnLunchFields.js';
import { readSpan, readWeek, rowsOf, type SpanText } from './timeFields.js';
import { WeekFields } from './WeekFields.js';

interface EditOfficialProps {
  official: OfficialView;
  department: DepartmentPageView;
  onSaved: () => void;
  onClose: () => void;
}

export function EditOfficial({ official, department, onSaved, onClose }: EditOfficialProps) {
  const { t } = useDeskWords();
  const action = useAction();
  const { id, revision, title } = official;
  const groups = [...new Set(department.officials.map(({ pickupGroup }) => pickupGroup))].filter((name) => name !== '');
  const groupsId = useId();
  const [deputies, setDeputies] = useState(official.deputies);
  const [rows, setRows] = useState(official.hours && rowsOf(official.hours));
  const [lunch, setLunch] = useState<SpanText | null>(official.lunch);
  const [wrong, setWrong] = useState<{ days: number[]; lunch: boolean }>({ days: [], lunch: false });
  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const hours = rows && readWeek(rows);
    const span = lunch && readSpan(lunch);
    const days = hours?.wrong ?? [];
    setWrong({ days, lunch: span === undefined });
    if (days.length > 0 || span === undefined) return;
    const edit = {
      revision,
      duty: text('duty'),
      pickupGroup: text('pickupGroup'),
      deputies: deputies.map((deputy) => deputy.id),
      hours: hours?.week ?? null,
      lunch: span,
      lunchDuty: form.get('lunchDuty') === 'on',
      reason: text('reason') || null,
    };
    if (await action.run(() => editOfficial(id, edit))) onSaved();
  };
  return (
    <FormDialog
      title={t('directory.edit.official', { title })}
      submit={t('shared.save')}
      action={action}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
      testId="edit-official"
    >
      <TextField
        label={t('directory.edit.duty')}
        name="duty"
        defaultValue={official.duty}
        maxLength={200}
        autoComplete="off"
      />
      <TextField
        label={t('directory.edit.pickupGroup')}
        name="pickupGroup"
        hint={t('directory.edit.pickupHint')}
        defaultValue={official.pickupGroup}
        maxLength={100}
        autoComplete="off"
        list={groupsId}
      />
      <datalist id={groupsId}>
        {groups.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <DeputyFields
        deputies={deputies}
        candidates={department.officials.filter((other) => other.id !== id)}
        onChange={setDeputies}
      />
      <WeekFields
        followed={t('directory.edit.hoursDepartment')}
        followedWeek={department.hours ?? department.cityHours}
        rows={rows}
        onChange={setRows}
        wrong={wrong.days}
      />
      <OwnLunchFields lunch={lunch} onChange={setLunch} isWrong={wrong.lunch} />
      <label className="check">
        <input type="checkbox" name="lunchDuty" defaultChecked={official.lunchDuty} />
        {t('directory.edit.lunchDuty')}
      </label>
      <TextField label={t('directory.edit.reason')} name="reason" maxLength={500} autoComplete="off" />
    </FormDialog>
  );
}
