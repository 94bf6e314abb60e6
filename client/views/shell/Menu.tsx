// The menu of the desk: only the screens that this person may open, then who is signed in and how it looks.
import { useEffect, useState } from 'react';
import { type Screen, screensFor, wallPath } from '../../address/screens.js';
import type { LanguageChoice } from '../../options/useLanguage.js';
import type { ThemeChoice } from '../../options/useTheme.js';
import { useDesk } from '../../state/deskContext.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Link } from '../shared/Link.js';
import { Mark } from '../shared/Mark.js';
import { OwnSession } from './OwnSession.js';

interface MenuProps {
  path: string;
  language: LanguageChoice;
  theme: ThemeChoice;
  onSignOut: () => void;
}

export function Menu({ path, language, theme, onSignOut }: MenuProps) {
  const { t } = useDeskWords();
  const { session } = useDesk();
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the menu closes when it has led somewhere.
  useEffect(() => setOpen(false), [path]);
  const allowed = screensFor(session.abilities);
  const inGroup = (group: Screen['group']) => allowed.filter((screen) => screen.group === group);
  return (
    <header className="menu" data-open={isOpen}>
      <div className="menu-brand">
        <Mark />
        <span>{t('product')}</span>
      </div>
      <button
        type="button"
        className="menu-toggle"
        aria-expanded={isOpen}
        aria-controls="menu-body"
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'shell.menuClose' : 'shell.menu')}
      </button>
      <div className="menu-body" id="menu-body">
        <nav aria-label={t('shell.screens')}>
          <ul>
            {session.abilities.includes('board.view') ? (
              <li>
                <Link to={wallPath}>{t('shell.screen.wall')}</Link>
              </li>
            ) : null}
            <Items screens={inGroup(null)} path={path} />
          </ul>
          {(['records', 'keeping'] as const).map((group) =>
            inGroup(group).length === 0 ? null : (
              <div key={group}>
                <p className="menu-group" id={`menu-${group}`}>
                  {t(`shell.group.${group}`)}
                </p>
                <ul aria-labelledby={`menu-${group}`}>
                  <Items screens={inGroup(group)} path={path} />
                </ul>
              </div>
            ),
          )}
        </nav>
        <OwnSession language={language} theme={theme} onSignOut={onSignOut}>
          <Items screens={inGroup('own')} path={path} />
        </OwnSession>
      </div>
    </header>
  );
}

function Items({ screens, path }: { screens: readonly Screen[]; path: string }) {
  const { t } = useDeskWords();
  return screens.map((screen) => (
    <li key={screen.path}>
      <Link to={screen.path} isCurrent={screen.path === path}>
        {t(`shell.screen.${screen.name}`)}
      </Link>
    </li>
  ));
}
