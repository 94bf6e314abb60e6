// The foot of the menu: who is signed in, the own account, language, theme and the way out.
import type { ReactNode } from 'react';
import type { LanguageChoice } from '../../options/useLanguage.js';
import type { ThemeChoice } from '../../options/useTheme.js';
import { useDesk } from '../../state/deskContext.js';
import { useDeskWords } from '../../words/useDeskWords.js';
import { Email } from '../shared/Email.js';

interface OwnSessionProps {
  language: LanguageChoice;
  theme: ThemeChoice;
  onSignOut: () => void;
  /** The link to the own account. */
  children: ReactNode;
}

export function OwnSession({ language, theme, onSignOut, children }: OwnSessionProps) {
  const { t } = useDeskWords();
  const { session } = useDesk();
  return (
    <section className="menu-own" aria-label={t('shell.own')}>
      <p className="menu-who">
        <b>
          <Email address={session.email} />
        </b>
        <span>{t(`shell.role.${session.role}`)}</span>
      </p>
      <ul>{children}</ul>
      <div className="menu-choices">
        <button
          type="button"
          onClick={language.toggle}
          lang={language.language === 'ko' ? 'en' : 'ko'}
          title={t('controls.languageLabel')}
        >
          {t('controls.language')}
        </button>
        <button type="button" onClick={theme.toggle}>
          {t(theme.theme === 'dark' ? 'controls.light' : 'controls.dark')}
        </button>
        <button type="button" onClick={onSignOut}>
          {t('controls.signOut')}
        </button>
      </div>
    </section>
  );
}
