// Switching the second factor on: scan or type the secret, give a code of it back, keep the recovery codes.
import { useState } from 'react';
import { confirmTotp, offerTotp } from '../../api/account.js';
import { useAction } from '../../state/useAction.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Dialog } from '../shared/Dialog.js';
import { FormDialog } from '../shared/FormDialog.js';
import { Loading } from '../shared/Loading.js';
import { Refused } from '../shared/Refused.js';
import { Secret } from '../shared/Secret.js';
import { TextField } from '../shared/TextField.js';
import { QrCode } from './QrCode.js';

interface TotpDialogProps {
  onClose: () => void;
  onChanged: () => void;
}

export function TotpDialog({ onClose, onChanged }: TotpDialogProps) {
  const { t } = useDeskWords();
  const offer = useLoaded(offerTotp);
  const action = useAction();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const confirm = async (form: FormData) => {
    const code = String(form.get('code') ?? '').replaceAll(/\s/g, '');
    setEmpty(!/^\d{6}$/.test(code));
    if (!/^\d{6}$/.test(code)) return;
    const done = await action.run(() => confirmTotp({ code }));
    if (done) setCodes(done.body.recoveryCodes);
  };
  const finish = () => {
    onChanged();
    onClose();
  };
  if (codes) return <RecoveryCodes codes={codes} onClose={finish} />;
  if (!offer.value) {
    return (
      <Dialog title={t('account.totp.title')} onClose={onClose}>
        {offer.refusal ? <Refused refusal={offer.refusal} onRetry={offer.reload} /> : <Loading />}
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t('account.totp.title')}
      submit={t('account.totp.confirm')}
      action={action}
      onSubmit={(form) => void confirm(form)}
      onClose={onClose}
      testId="totp-dialog"
    >
      <p>{t('account.totp.scan')}</p>
      <QrCode text={offer.value.uri} label={t('account.totp.picture')} />
      <Secret label={t('account.totp.secret')} text={offer.value.secret} testId="totp-secret">
        {offer.value.secret.match(/.{1,4}/g)?.join(' ')}
      </Secret>
      <TextField
        label={t('account.totp.code')}
        hint={t('account.totp.codeHint')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        problem={isEmpty ? t('account.totp.codeProblem') : null}
      />
    </FormDialog>
  );
}

function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useDeskWords();
  return (
    <Dialog title={t('account.totp.codesTitle')} onClose={onClose} isHeld testId="recovery-codes">
      <div className="dialog-body">
        <p>{t('account.totp.codesLead')}</p>
        <Secret label={t('shared.shownOnce')} text={codes.join('\n')}>
          <span className="code-list">
            {codes.map((code) => (
              <span key={code}>{code}</span>
            ))}
          </span>
        </Secret>
        <div className="dialog-buttons">
          <button type="button" className="button primary" onClick={onClose}>
            {t('account.totp.codesKept')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
