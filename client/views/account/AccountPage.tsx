// One's own account: who one is here, the password, the second factor, and where one is signed in.
import { readAccount } from '../../api/account.js';
import { useDesk } from '../../state/deskContext.js';
import { useLoaded } from '../../state/useLoaded.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Loading } from '../shared/Loading.js';
import { PageHead } from '../shared/PageHead.js';
import { placesOf } from '../shared/placesOf.js';
import { Refused } from '../shared/Refused.js';
import '../../styles/desk/account.css';
import { OwnSessions } from './OwnSessions.js';
import { PasswordForm } from './PasswordForm.js';
import { SecondFactor } from './SecondFactor.js';

export function AccountPage() {
  const { t, language, format } = useDeskWords();
  const { settings, say } = useDesk();
  const account = useLoaded(readAccount);
  const { value } = account;
  if (!value) {
    return (
      <>
        <PageHead title={t('shell.screen.account')} />
        {account.refusal ? <Refused refusal={account.refusal} onRetry={account.reload} /> : <Loading />}
      </>
    );
  }
  const who = [value.email, t(`shell.role.${value.role}`)];
  if (value.role === 'supervisor') who.push(placesOf(value.departmentIds, settings, language) ?? t('shared.city'));
  const onPassword = () => {
    say(t('account.password.changed'));
    account.reload();
  };
  return (
    <>
      <PageHead title={t('shell.screen.account')} lead={who.join(' · ')} />
      <section className="part">
        <div>
          <h2>{t('account.password.heading')}</h2>
          <p>{t('account.password.lead')}</p>
        </div>
        <PasswordForm
          key={value.email}
          email={value.email}
          currentLabel={t('account.password.current')}
          onChanged={onPassword}
        />
      </section>
      <SecondFactor account={value} onChanged={account.reload} />
      <OwnSessions sessions={value.sessions} onChanged={account.reload} />
      <p className="part-foot">{t('account.since', { time: format.dateTime(Date.parse(value.createdAt)) })}</p>
    </>
  );
}
