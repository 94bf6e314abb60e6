// A dialog around one form: its fields, the reason if it was refused, and the two buttons.
import type { ReactNode } from 'react';
import type { Action } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Dialog } from './Dialog.js';
import { RefusalLine } from './RefusalLine.js';

interface FormDialogProps {
  title: string;
  /** The button that does it, as a verb. */
  submit: string;
  action: Action;
  onSubmit: (form: FormData) => void;
  onClose: () => void;
  testId?: string;
  children: ReactNode;
}

export function FormDialog({ title, submit, action, onSubmit, onClose, testId, children }: FormDialogProps) {
  const { t } = useDeskWords();
  return (
    <Dialog title={title} onClose={onClose} isHeld={action.isBusy} {...(testId ? { testId } : {})}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!action.isBusy) onSubmit(new FormData(event.currentTarget));
        }}
      >
        {children}
        <RefusalLine refusal={action.refusal} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose} disabled={action.isBusy}>
            {t('shared.cancel')}
          </button>
          <button type="submit" className="button primary" aria-busy={action.isBusy}>
            {action.isBusy ? t('shared.saving') : submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
