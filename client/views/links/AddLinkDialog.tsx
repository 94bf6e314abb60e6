// Making a television link: where it hangs and what it shows; then its address, shown once.
import { useState } from 'react';
import type { NewLinkView } from '../../../server/contract/link.js';
import { addLink } from '../../api/links.js';
import { useAction } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { DepartmentPicker } from '../shared/DepartmentPicker.js';
import { Dialog } from '../shared/Dialog.js';
import { FormDialog } from '../shared/FormDialog.js';
import { Secret } from '../shared/Secret.js';
import { TextField } from '../shared/TextField.js';

interface AddLinkDialogProps {
  onClose: () => void;
  onAdded: () => void;
}

export function AddLinkDialog({ onClose, onAdded }: AddLinkDialogProps) {
  const { t } = useDeskWords();
  const action = useAction();
  const [departmentIds, setDepartmentIds] = useState<string[] | null>(null);
  const [missing, setMissing] = useState<'name' | 'departments' | null>(null);
  const [added, setAdded] = useState<NewLinkView | null>(null);
  const add = async (form: FormData) => {
    const name = String(form.get('name') ?? '').trim();
    const lacks = name === '' ? 'name' : departmentIds?.length === 0 ? 'departments' : null;
    setMissing(lacks);
    if (lacks) return;
    const done = await action.run(() => addLink({ name, departmentIds }));
    if (!done) return;
    setAdded(done.body);
    onAdded();
  };
  if (added) return <MadeLink made={added} onClose={onClose} />;
  return (
    <FormDialog
      title={t('links.addTitle')}
      submit={t('links.addSubmit')}
      action={action}
      onSubmit={(form) => void add(form)}
      onClose={onClose}
      testId="add-link"
    >
      <TextField
        label={t('links.name')}
        hint={t('links.nameHint')}
        name="name"
        maxLength={60}
        autoComplete="off"
        problem={missing === 'name' ? t('shared.required') : null}
      />
      <DepartmentPicker
        legend={t('links.departments')}
        value={departmentIds}
        onChange={setDepartmentIds}
        problem={missing === 'departments' ? t('links.departmentsMissing') : null}
      />
    </FormDialog>
  );
}

function MadeLink({ made, onClose }: { made: NewLinkView; onClose: () => void }) {
  const { t } = useDeskWords();
  return (
    <Dialog title={t('links.made.title', { name: made.link.name })} onClose={onClose} isHeld testId="made-link">
      <div className="dialog-body">
        <p>{t('links.made.lead')}</p>
        <Secret label={t('shared.shownOnce')} text={made.url} testId="made-link-url" />
        <div className="dialog-buttons">
          <button type="button" className="button primary" onClick={onClose}>
            {t('shared.done')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
