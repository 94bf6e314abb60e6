// Changes a department's hours and lunch; the server refuses what somebody else changed meanwhile.
import { useState } from 'react';
import type { DepartmentPageView, LunchRule } from '../../../server/contract/directory.js';
import { editDepartment } from '../../api/directory.js';
import { useAction } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { FormDialog } from '../shared/FormDialog.js';
import { TextField } from '../shared/TextField.js';
import { type LunchChoice, LunchFields } from './LunchFields.js';
import { readSpan, readWeek, rowsOf, type SpanText } from './timeFields.js';
import { useDirectoryWords } from './useDirectoryWords.js';
import { WeekFields } from './WeekFields.js';

interface EditDepartmentProps {
  department: DepartmentPageView;
  onSaved: () => void;
  onClose: () => void;
}

/** Undefined where the hours cannot be read. */
function readLunch(rule: LunchChoice, text: SpanText): LunchRule | null | undefined {
  if (rule === 'unknown') return null;
  if (rule === 'none') return { rule };
  const span = readSpan(text);
  return span && { rule, span };
}

export function EditDepartment({ department, onSaved, onClose }: EditDepartmentProps) {
  const { t } = useDeskWords();
  const words = useDirectoryWords();
  const action = useAction();
  const { id, revision, lunch } = department;
  const [rows, setRows] = useState(department.hours && rowsOf(department.hours));
  const [rule, setRule] = useState<LunchChoice>(lunch?.rule ?? 'unknown');
  const [span, setSpan] = useState<SpanText>(
    lunch && lunch.rule !== 'none' ? lunch.span : { from: '12:00', to: '13:00' },
  );
  const [wrong, setWrong] = useState<{ days: number[]; lunch: boolean }>({ days: [], lunch: false });
  const submit = async (form: FormData) => {
    const hours = rows && readWeek(rows);
    const rest = readLunch(rule, span);
    const days = hours?.wrong ?? [];
    setWrong({ days, lunch: rest === undefined });
    if (days.length > 0 || rest === undefined) return;
    const reason = String(form.get('reason') ?? '').trim() || null;
    const edit = { revision, hours: hours?.week ?? null, lunch: rest, reason };
    if (await action.run(() => editDepartment(id, edit))) onSaved();
  };
  return (
    <FormDialog
      title={t('directory.edit.department', { name: words.name(department.name) })}
      submit={t('shared.save')}
      action={action}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
      testId="edit-department"
    >
      <WeekFields
        followed={t('directory.edit.hoursCity')}
        followedWeek={department.cityHours}
        rows={rows}
        onChange={setRows}
        wrong={wrong.days}
      />
      <LunchFields rule={rule} span={span} onRule={setRule} onSpan={setSpan} isWrong={wrong.lunch} />
      <TextField label={t('directory.edit.reason')} name="reason" maxLength={500} autoComplete="off" />
    </FormDialog>
  );
}
