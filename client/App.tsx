// Decides between sign-in, wall and desk by what the server says about the session and by the address.
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { go, useAddress } from './address/address.js';
import { deskHome, wallPath } from './address/screens.js';
import type { BoardOptions } from './options/boardOptions.js';
import { useTheme } from './options/useTheme.js';
import { useSession } from './state/useSession.js';
import { LoadBoundary } from './views/shell/LoadBoundary.js';
import { Wallboard } from './views/wallboard/Wallboard.js';

// A television loads neither of them: its first load is the wall alone.
const SignInPage = lazy(async () => ({ default: (await import('./views/signIn/SignInPage.js')).SignInPage }));
const Desk = lazy(async () => {
  const [{ Desk }, { addDeskWords }] = await Promise.all([
    import('./views/shell/Desk.js'),
    import('./words/deskWords.js'),
  ]);
  addDeskWords();
  return { default: Desk };
});

export function App({ options }: { options: BoardOptions }) {
  const { t } = useTranslation();
  const theme = useTheme(options.theme);
  const { session, ask, signedIn, leave } = useSession();
  const { path } = useAddress();
  const abilities = typeof session === 'object' ? session.abilities : null;
  // Where somebody may see no board, the wall's address leads to the first screen that they may open.
  const home = abilities && !abilities.includes('board.view') ? deskHome(abilities) : undefined;
  const isAstray = path === wallPath && home !== undefined;
  useEffect(() => {
    if (isAstray && home) go(home, { replace: true });
  }, [isAstray, home]);

  if (session === 'asking' || isAstray) return null;
  if (session === 'unreachable') {
    return (
      <main className="plain-page">
        <p role="status">{t('signIn.unreachable')}</p>
      </main>
    );
  }
  return (
    <LoadBoundary>
      <Suspense>
        {session === 'out' ? (
          <SignInPage onSignedIn={signedIn} />
        ) : path === wallPath ? (
          <Wallboard
            options={options}
            theme={theme}
            deskPath={deskHome(session.abilities)}
            onRefused={ask}
            onSignOut={leave}
          />
        ) : (
          <Desk path={path} session={session} theme={theme} ask={ask} onSignOut={leave} />
        )}
      </Suspense>
    </LoadBoundary>
  );
}
