// Takes a period of the access record as a file, for a reason, and tells afterwards how many entries it holds and its hash.
import { useState } from 'react';
import { type ExportedRecord, exportAudit } from '../../api/exportAudit.js';
import { useAction } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { FormDialog } from '../shared/FormDialog.js';
import { TextField } from '../shared/TextField.js';
import type { AuditFilter } from './auditFilter.js';
import { dayOf, daysAsPeriod } from './cityDay.js';
import { ExportedDialog } from './ExportedDialog.js';
import { saveFile } from './saveFile.js';

type Problem = { field: 'from' | 'to' | 'reason'; key: 'shared.required' | 'audit.filters.backwards' };

export function ExportDialog({ filter, zone, onClose }: { filter: AuditFilter; zone: string; onClose: () => void }) {
  const { t } = useDeskWords();
  const action = useAction();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [exported, setExported] = useState<ExportedRecord | null>(null);
  const today = dayOf(Date.now(), zone);
  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const { from, to } = daysAsPeriod(text('from'), text('to'), zone);
    const reason = text('reason');
    if (from === null) return setProblem({ field: 'from', key: 'shared.required' });
    if (to === null) return setProblem({ field: 'to', key: 'shared.required' });
    if (to <= from) return setProblem({ field: 'to', key: 'audit.filters.backwards' });
    if (reason.length < 2) return setProblem({ field: 'reason', key: 'shared.required' });
    setProblem(null);
    const answer = await action.run(() => exportAudit({ from, to, reason }));
    if (!answer) return;
    if (answer.body.trailer) saveFile(answer.body.file, answer.body.name);
    setExported(answer.body);
  };
  if (exported) return <ExportedDialog exported={exported} onClose={onClose} />;
  const problemOf = (field: Problem['field']) => (problem?.field === field ? t(problem.key) : null);
  return (
    <FormDialog
      title={t('audit.export.title')}
      submit={t('audit.export.submit')}
      action={action}
      onSubmit={(form) => void submit(form)}
      onClose={onClose}
      testId="export-dialog"
    >
      <p>{t('audit.export.lead')}</p>
      <div className="two-fields">
        <TextField
          label={t('audit.export.from')}
          name="from"
          type="date"
          defaultValue={filter.from || `${today.slice(0, 7)}-01`}
          problem={problemOf('from')}
        />
        <TextField
          label={t('audit.export.to')}
          name="to"
          type="date"
          defaultValue={filter.to || today}
          problem={problemOf('to')}
        />
      </div>
      <TextField
        label={t('audit.export.reason')}
        name="reason"
        maxLength={500}
        hint={t('audit.export.reasonHint')}
        problem={problemOf('reason')}
        required
      />
    </FormDialog>
  );
}
