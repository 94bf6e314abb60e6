// Decides between sign-in and board by what the server says about the session.
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSession, signOut } from './api/session.js';
import type { BoardOptions } from './options/boardOptions.js';
import { useTheme } from './options/useTheme.js';
import { SignInPage } from './views/signIn/SignInPage.js';
import { Wallboard } from './views/wallboard/Wallboard.js';

type Session = 'asking' | 'unreachable' | 'in' | 'out';

const retryMs = 3_000;

export function App({ options }: { options: BoardOptions }) {
  const { t } = useTranslation();
  const theme = useTheme(options.theme);
  const [session, setSession] = useState<Session>('asking');

  const ask = useCallback(async () => {
    const answer = await readSession();
    if (answer.ok) return setSession('in');
    if (answer.status === 401) return setSession('out');
    // A board that is already up keeps standing, greyed, while its server restarts.
    setSession((before) => (before === 'in' ? 'in' : 'unreachable'));
  }, []);
  useEffect(() => void ask(), [ask]);
  useEffect(() => {
    if (session !== 'unreachable') return;
    const timer = setInterval(() => void ask(), retryMs);
    return () => clearInterval(timer);
  }, [session, ask]);

  const onRefused = useCallback(() => void ask(), [ask]);
  const onSignOut = async () => {
    const answer = await signOut();
    if (answer.ok || answer.status === 401) setSession('out');
  };
  if (session === 'asking') return null;
  if (session === 'out') return <SignInPage onSignedIn={() => setSession('in')} />;
  if (session === 'unreachable') {
    return (
      <main className="sign-in">
        <p role="status">{t('signIn.unreachable')}</p>
      </main>
    );
  }
  return <Wallboard options={options} theme={theme} onRefused={onRefused} onSignOut={() => void onSignOut()} />;
}
