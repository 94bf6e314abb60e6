// Puts the screen of an address into the desk, each loaded when it is first opened; says so where there is none to show.
import { type ComponentType, lazy, Suspense } from 'react';
import type { Screen, ScreenName } from '../../address/screens.js';
import { useCan } from '../../state/deskContext.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Loading } from '../shared/Loading.js';
import { PageHead } from '../shared/PageHead.js';
import { LoadBoundary } from './LoadBoundary.js';

const pages: Record<ScreenName, ComponentType> = {
  directory: lazy(async () => ({ default: (await import('../directory/DirectoryPage.js')).DirectoryPage })),
  audit: lazy(async () => ({ default: (await import('../audit/AuditPage.js')).AuditPage })),
  review: lazy(async () => ({ default: (await import('../audit/ReviewPage.js')).ReviewPage })),
  people: lazy(async () => ({ default: (await import('../people/PeoplePage.js')).PeoplePage })),
  sessions: lazy(async () => ({ default: (await import('../sessions/SessionsPage.js')).SessionsPage })),
  links: lazy(async () => ({ default: (await import('../links/LinksPage.js')).LinksPage })),
  account: lazy(async () => ({ default: (await import('../account/AccountPage.js')).AccountPage })),
};

export function ScreenView({ screen }: { screen: Screen | undefined }) {
  const { t } = useDeskWords();
  if (!screen) return <PageHead title={t('shell.notFound')} lead={t('shell.notFoundNext')} />;
  return <AllowedScreen key={screen.name} screen={screen} />;
}

function AllowedScreen({ screen }: { screen: Screen }) {
  const { t } = useDeskWords();
  const isAllowed = useCan(screen.ability);
  const Page = pages[screen.name];
  if (!isAllowed) return <PageHead title={t('shell.forbidden')} lead={t('shell.forbiddenNext')} />;
  return (
    <LoadBoundary>
      <Suspense fallback={<Loading />}>
        <Page />
      </Suspense>
    </LoadBoundary>
  );
}
