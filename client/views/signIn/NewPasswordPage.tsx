// Whoever signed in with a password that somebody else made chooses an own one first.
import { useTranslation } from 'react-i18next';
import { addDeskWords } from '../../words/deskWords.js';
import { PasswordForm } from '../account/PasswordForm.js';
import { SignInFrame } from './SignInFrame.js';

addDeskWords();

export function NewPasswordPage({ email, onSignOut }: { email: string; onSignOut: () => void }) {
  const { t } = useTranslation();
  return (
    <SignInFrame heading={t('account.password.first')} lead={t('account.password.firstLead')}>
      <PasswordForm email={email} currentLabel={t('account.password.made')} />
      <button className="plain" type="button" onClick={onSignOut}>
        {t('controls.signOut')}
      </button>
    </SignInFrame>
  );
}
