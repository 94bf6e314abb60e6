// The desk beside the wall: the menu, one screen, and a line that says what was done.
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../server/contract/session.js';
import { screens } from '../../address/screens.js';
import { useLanguage } from '../../options/useLanguage.js';
import type { ThemeChoice } from '../../options/useTheme.js';
import { DeskContext } from '../../state/deskContext.js';
import { useDeskSettings } from '../../state/useDeskSettings.js';
import { addDeskWords } from '../../words/deskWords.js';
import { Menu } from './Menu.js';
import { Said, useSaid } from './Said.js';
import { ScreenView } from './ScreenView.js';
import '../../styles/desk/shell.css';
import '../../styles/desk/parts.css';
import '../../styles/desk/table.css';

addDeskWords();

interface DeskProps {
  path: string;
  session: SessionView;
  theme: ThemeChoice;
  onSignOut: () => void;
}

export function Desk({ path, session, theme, onSignOut }: DeskProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const settings = useDeskSettings(session.abilities.includes('board.view'));
  const { said, say } = useSaid();
  const desk = useMemo(() => ({ session, settings, say }), [session, settings, say]);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    scrollTo(0, 0);
    main.current?.focus();
  }, [path]);
  return (
    <DeskContext value={desk}>
      <div className="desk">
        <a className="skip" href="#main">
          {t('shell.skip')}
        </a>
        <Menu path={path} language={language} theme={theme} onSignOut={onSignOut} />
        <main id="main" ref={main} tabIndex={-1}>
          <ScreenView screen={screens.find((screen) => screen.path === path)} />
        </main>
        <Said said={said} />
      </div>
    </DeskContext>
  );
}
