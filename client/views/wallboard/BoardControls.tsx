// Quiet buttons for the person at the desk; a television hides them until the mouse moves or the keyboard reaches them.
import type { LanguageChoice } from '../../options/useLanguage.js';
import type { ThemeChoice } from '../../options/useTheme.js';
import { useWords } from '../../words/useWords.js';
import { Link } from '../shared/Link.js';
import type { Turning } from './useTurning.js';

interface BoardControlsProps {
  language: LanguageChoice;
  theme: ThemeChoice;
  /** Absent where both pages stand below one another. */
  turning: Turning | null;
  /** Where the desk begins; a television has none, and nothing to sign out of either. */
  deskPath: string | undefined;
  onSignOut: () => void;
}

export function BoardControls({ language, theme, turning, deskPath, onSignOut }: BoardControlsProps) {
  const { t } = useWords();
  return (
    <nav className="controls" aria-label={t('controls.label')} data-testid="controls">
      {turning ? (
        <>
          <button type="button" onClick={turning.next}>
            {t('controls.nextPage')}
          </button>
          <button type="button" onClick={turning.toggle}>
            {t(turning.isTurning ? 'controls.pause' : 'controls.resume')}
          </button>
        </>
      ) : null}
      <button type="button" onClick={theme.toggle}>
        {t(theme.theme === 'dark' ? 'controls.light' : 'controls.dark')}
      </button>
      <button
        type="button"
        onClick={language.toggle}
        lang={language.language === 'ko' ? 'en' : 'ko'}
        title={t('controls.languageLabel')}
      >
        {t('controls.language')}
      </button>
      {deskPath === undefined ? null : (
        <>
          <Link to={deskPath}>{t('controls.desk')}</Link>
          <button type="button" onClick={onSignOut}>
            {t('controls.signOut')}
          </button>
        </>
      )}
    </nav>
  );
}
