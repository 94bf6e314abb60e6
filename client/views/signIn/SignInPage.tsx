// Sign-in: two fields, a third where the account has a second factor, and one plain line when something is wrong.
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../server/contract/session.js';
import { useAddress } from '../../address/address.js';
import { readSignInOptions, signIn, ssoPath } from '../../api/session.js';
import { TextField } from '../shared/TextField.js';
import { SignInFrame } from './SignInFrame.js';
import { arrivalProblem, type SignInProblem, signInProblem } from './signInProblem.js';

export function SignInPage({ onSignedIn }: { onSignedIn: (session: SessionView) => void }) {
  const { t } = useTranslation();
  const { query } = useAddress();
  const [problem, setProblem] = useState<SignInProblem | null>(() => arrivalProblem(query));
  const [asksCode, setAsksCode] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asksCode) code.current?.focus();
  }, [asksCode]);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const [email, given] = [text('email').trim(), text('code').trim()];
    if (email === '' || text('password') === '') return setProblem('empty');
    setBusy(true);
    setProblem(null);
    const answer = await signIn({ email, password: text('password'), ...(given === '' ? {} : { code: given }) });
    setBusy(false);
    if (answer.ok) return onSignedIn(answer.body);
    const refused = signInProblem(answer);
    setProblem(refused);
    // A locked account opens by a recovery code too.
    if (refused === 'codeRequired' || refused === 'locked') setAsksCode(true);
    else (refused === 'codeWrong' ? code : password).current?.select();
  };
  return (
    <SignInFrame heading={t('signIn.heading')} lead={t('signIn.lead')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t('signIn.email')}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
        />
        <TextField
          label={t('signIn.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          input={password}
        />
        {asksCode ? (
          <TextField
            label={t('signIn.code')}
            hint={t('signIn.codeHint')}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            input={code}
          />
        ) : null}
        <p className="sign-in-problem" role="alert" data-testid="sign-in-problem">
          {problem ? t(`signIn.error.${problem}`) : ''}
        </p>
        <button className="primary" type="submit" aria-busy={isBusy}>
          {t(isBusy ? 'signIn.busy' : 'signIn.submit')}
        </button>
      </form>
      <CitySignIn />
    </SignInFrame>
  );
}

/** The city's own sign-in, where there is one. */
function CitySignIn() {
  const { t } = useTranslation();
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    let isOver = false;
    // Without an answer the form above still works.
    void readSignInOptions().then((answer) => {
      if (!isOver && answer.ok) setName(answer.body.sso?.name ?? null);
    });
    return () => {
      isOver = true;
    };
  }, []);
  return name === null ? null : (
    <a className="sign-in-other" href={ssoPath}>
      {t('signIn.sso', { name })}
    </a>
  );
}
