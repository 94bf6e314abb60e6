// Decides between sign-in, wall and desk by what the server says about the session and by the address.
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { go, useAddress } from './address/address.js';
import { deskHome, wallPath } from './address/screens.js';
import type { BoardOptions } from './options/boardOptions.js';
import { useTheme } from './options/useTheme.js';
import { SessionContext } from './state/sessionContext.js';
import { useSession } from './state/useSession.js';
import { LoadBoundary } from './views/shell/LoadBoundary.js';
import { Wallboard } from './views/wallboard/Wallboard.js';

// A television loads none of them: its first load is the wall alone.
const SignInPage = lazy(async () => ({ default: (await import('./views/signIn/SignInPage.js')).SignInPage }));
const NewPasswordPage = lazy(async () => ({
  default: (await import('./views/signIn/NewPasswordPage.js')).NewPasswordPage,
}));
const Desk = lazy(async () => ({ default: (await import('./views/shell/Desk.js')).Desk }));

export function App({ options }: { options: BoardOptions }) {
  const { t } = useTranslation();
  const theme = useTheme(options.theme);
  const { session, ask, signedIn, leave } = useSession();
  const context = useMemo(() => ({ ask }), [ask]);
  const { path } = useAddress();
  const signedInSession = typeof session === 'object' ? session : null;
  // Where somebody may see no board, the wall's address leads to the first screen that they may open.
  const mayWatch = signedInSession === null || signedInSession.abilities.includes('board.view');
  const home = signedInSession ? deskHome(signedInSession.abilities) : undefined;
  const elsewhere = path === wallPath && !mayWatch ? home : undefined;
  useEffect(() => {
    if (elsewhere) go(elsewhere, { replace: true });
  }, [elsewhere]);

  const page = () => {
    if (session === 'asking' || elsewhere) return null;
    if (session === 'unreachable') {
      return (
        <main className="plain-page">
          <p role="status">{t('signIn.unreachable')}</p>
        </main>
      );
    }
    if (session === 'out') return <SignInPage onSignedIn={signedIn} />;
    const onSignOut = () => void leave();
    if (session.mustChangePassword) return <NewPasswordPage email={session.email} onSignOut={onSignOut} />;
    // A television has no desk: whatever its address, it shows the wall.
    if (path === wallPath || home === undefined) {
      return <Wallboard options={options} theme={theme} deskPath={home} onRefused={ask} onSignOut={onSignOut} />;
    }
    return <Desk path={path} session={session} theme={theme} onSignOut={onSignOut} />;
  };
  return (
    <SessionContext value={context}>
      <LoadBoundary>
        <Suspense>{page()}</Suspense>
      </LoadBoundary>
    </SessionContext>
  );
}
