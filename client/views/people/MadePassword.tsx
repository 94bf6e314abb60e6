// A password that was made for somebody: shown once, to be handed over, and changed at its first use.
import { useDeskWords } from '../../words/useDeskWords.js';
import { Dialog } from '../shared/Dialog.js';
import { Secret } from '../shared/Secret.js';

interface MadePasswordProps {
  email: string;
  password: string;
  onClose: () => void;
}

export function MadePassword({ email, password, onClose }: MadePasswordProps) {
  const { t } = useDeskWords();
  return (
    <Dialog title={t('people.made.title')} onClose={onClose} isHeld testId="made-password">
      <div className="dialog-body">
        <p>{t('people.made.lead', { email })}</p>
        <Secret label={t('shared.shownOnce')} text={password} testId="made-password-text" />
        <div className="dialog-buttons">
          <button type="button" className="button primary" onClick={onClose}>
            {t('shared.done')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
