// One question before something that cannot be taken back.
import type { Answer } from '../../api/request.js';
import { useAction } from '../../state/useAction.js';
import { FormDialog } from './FormDialog.js';

interface ConfirmDialogProps {
  title: string;
  lead: string;
  /** The verb on the button. */
  submit: string;
  change: () => Promise<Answer<unknown>>;
  onDone: () => void;
  onClose: () => void;
}

export function ConfirmDialog({ title, lead, submit, change, onDone, onClose }: ConfirmDialogProps) {
  const action = useAction();
  const confirm = async () => {
    if (!(await action.run(change))) return;
    onDone();
    onClose();
  };
  return (
    <FormDialog title={title} submit={submit} action={action} onSubmit={() => void confirm()} onClose={onClose}>
      <p>{lead}</p>
    </FormDialog>
  );
}
