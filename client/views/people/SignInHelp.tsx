// The ways back in for somebody who cannot sign in: unlocking, a new password, doing without the second factor.
import { useState } from 'react';
import type { PersonView } from '../../../server/contract/person.js';
import { makePassword, removePersonTotp, unlockPerson } from '../../api/people.js';
import type { Answer } from '../../api/request.js';
import { useCan, useDesk } from '../../state/deskContext.js';
import { useAction } from '../../state/useAction.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { RefusalLine } from '../shared/RefusalLine.js';

interface SignInHelpProps {
  person: PersonView;
  /** The person is no longer as shown. */
  onChanged: () => Promise<void>;
  onMade: (password: string) => void;
}

type Asked = 'password' | 'totp';

export function SignInHelp({ person, onChanged, onMade }: SignInHelpProps) {
  const { t } = useDeskWords();
  const { say } = useDesk();
  const seesSessions = useCan('sessions.view');
  const action = useAction();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { id, email } = person;
  const after = async (asking: () => Promise<Answer<null>>, said: string) => {
    if (!(await action.run(asking))) return;
    await onChanged();
    setAsked(null);
    say(said);
  };
  const unlock = () => after(() => unlockPerson(id), t('people.help.unlocked', { email }));
  const dropTotp = () => after(() => removePersonTotp(id), t('people.help.totpRemoved', { email }));
  const remake = async () => {
    const done = await action.run(() => makePassword(id));
    if (!done) return;
    await onChanged();
    onMade(done.body.madePassword);
  };
  if (asked) {
    return (
      <section className="help" aria-labelledby="sign-in-help">
        <h3 id="sign-in-help">{t(`people.help.${asked}`)}</h3>
        <p role="status">{t(`people.help.${asked}Sure`, { email })}</p>
        <RefusalLine refusal={action.refusal} />
        <div className="row-actions">
          <button
            type="button"
            className="button"
            // Where the pressed button was, its question now is.
            // biome-ignore lint/a11y/noAutofocus: the focus stays at the same place of the same dialog.
            autoFocus
            aria-busy={action.isBusy}
            onClick={() => void (asked === 'password' ? remake() : dropTotp())}
          >
            {t(`people.help.${asked}Do`)}
          </button>
          <button type="button" className="word-button" onClick={() => setAsked(null)}>
            {t('shared.cancel')}
          </button>
        </div>
      </section>
    );
  }
  return (
    <section className="help" aria-labelledby="sign-in-help">
      <h3 id="sign-in-help">{t('people.help.heading')}</h3>
      <RefusalLine refusal={action.refusal} />
      <div className="row-actions">
        {person.state === 'locked' ? (
          <button type="button" className="word-button" onClick={() => void unlock()}>
            {t('people.help.unlock')}
          </button>
        ) : null}
        <button type="button" className="word-button" onClick={() => setAsked('password')}>
          {t('people.help.password')}
        </button>
        {person.hasTotp ? (
          <button type="button" className="word-button" onClick={() => setAsked('totp')}>
            {t('people.help.totp')}
          </button>
        ) : null}
        {seesSessions ? (
          <Link className="word-button" to={`/sessions?person=${encodeURIComponent(id)}`}>
            {t('people.help.sessions')}
          </Link>
        ) : null}
      </div>
    </section>
  );
}
