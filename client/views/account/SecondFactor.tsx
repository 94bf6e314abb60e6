// The second factor: whether there is one, how many recovery codes are left, switching it on and off.
import { useState } from 'react';
import type { AccountView } from '../../../server/contract/account.js';
import { removeTotp } from '../../api/account.js';
import { useDesk } from '../../state/deskContext.js';
import { useAction } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { FormDialog } from '../shared/FormDialog.js';
import { TextField } from '../shared/TextField.js';
import { TotpDialog } from './TotpDialog.js';

interface SecondFactorProps {
  account: AccountView;
  onChanged: () => void;
}

export function SecondFactor({ account, onChanged }: SecondFactorProps) {
  const { t } = useDeskWords();
  const [asked, setAsked] = useState<'on' | 'off' | null>(null);
  const { hasTotp, recoveryCodesLeft } = account;
  return (
    <>
      <section className="part">
        <div>
          <h2>{t('account.totp.heading')}</h2>
          <p>{t('account.totp.lead')}</p>
        </div>
        <div className="part-body">
          <p className="part-state" data-testid="totp-state" data-value={hasTotp ? 'on' : 'off'}>
            {t(hasTotp ? 'account.totp.on' : 'account.totp.off')}
          </p>
          {hasTotp ? <p>{t('account.totp.codesLeft', { n: recoveryCodesLeft })}</p> : null}
          <button type="button" className="button" onClick={() => setAsked(hasTotp ? 'off' : 'on')}>
            {t(hasTotp ? 'account.totp.remove' : 'account.totp.add')}
          </button>
        </div>
      </section>
      {asked === 'on' ? <TotpDialog onClose={() => setAsked(null)} onChanged={onChanged} /> : null}
      {asked === 'off' ? <RemoveDialog onClose={() => setAsked(null)} onChanged={onChanged} /> : null}
    </>
  );
}

function RemoveDialog({ onClose, onChanged }: { onClose: () => void; onChanged: () => void }) {
  const { t } = useDeskWords();
  const { say } = useDesk();
  const action = useAction();
  const remove = async (form: FormData) => {
    if (!(await action.run(() => removeTotp({ password: String(form.get('password') ?? '') })))) return;
    say(t('account.totp.removed'));
    onChanged();
    onClose();
  };
  return (
    <FormDialog
      title={t('account.totp.removeTitle')}
      submit={t('account.totp.remove')}
      action={action}
      onSubmit={(form) => void remove(form)}
      onClose={onClose}
    >
      <p>{t('account.totp.removeLead')}</p>
      <TextField
        label={t('account.password.current')}
        name="password"
        type="password"
        autoComplete="current-password"
      />
    </FormDialog>
  );
}
