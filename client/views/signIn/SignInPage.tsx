// Sign-in: two fields, one button, and one plain line when something is wrong.
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../server/contract/session.js';
import { signIn } from '../../api/session.js';
import { useLanguage } from '../../options/useLanguage.js';
import { Mark } from '../shared/Mark.js';
import '../../styles/signIn.css';
import { type SignInProblem, signInProblem } from './signInProblem.js';

export function SignInPage({ onSignedIn }: { onSignedIn: (session: SessionView) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = `${t('signIn.heading')} · ${t('product')}`;
  }, [t]);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const credentials = { email: String(form.get('email') ?? '').trim(), password: String(form.get('password') ?? '') };
    if (credentials.email === '' || credentials.password === '') return setProblem('empty');
    setBusy(true);
    setProblem(null);
    const answer = await signIn(credentials);
    setBusy(false);
    if (answer.ok) return onSignedIn(answer.body);
    setProblem(signInProblem(answer));
    password.current?.select();
  };
  return (
    <main className="sign-in">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <div className="sign-in-brand">
          <Mark />
          <span>{t('product')}</span>
        </div>
        <h1>{t('signIn.heading')}</h1>
        <p className="sign-in-lead">{t('signIn.lead')}</p>
        <label>
          <span>{t('signIn.email')}</span>
          <input
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            aria-describedby="sign-in-problem"
          />
        </label>
        <label>
          <span>{t('signIn.password')}</span>
          <input
            ref={password}
            name="password"
            type="password"
            autoComplete="current-password"
            aria-describedby="sign-in-problem"
          />
        </label>
        <p className="sign-in-problem" id="sign-in-problem" role="alert" data-testid="sign-in-problem">
          {problem ? t(`signIn.error.${problem}`) : ''}
        </p>
        <button className="primary" type="submit" disabled={isBusy}>
          {t(isBusy ? 'signIn.busy' : 'signIn.submit')}
        </button>
        <button
          className="plain"
          type="button"
          onClick={language.toggle}
          lang={language.language === 'ko' ? 'en' : 'ko'}
          title={t('controls.languageLabel')}
        >
          {t('controls.language')}
        </button>
      </form>
    </main>
  );
}
