// The one quiet column that stands before the product: the mark, a heading, a form, the language.
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../options/useLanguage.js';
import { Mark } from '../shared/Mark.js';
import '../../styles/desk/parts.css';
import '../../styles/signIn.css';

export function SignInFrame({ heading, lead, children }: { heading: string; lead: string; children: ReactNode }) {
  const { t } = useTranslation();
  const language = useLanguage();
  useEffect(() => {
    document.title = `${heading} · ${t('product')}`;
  }, [heading, t]);
  return (
    <main className="sign-in">
      <div className="sign-in-column">
        <div className="sign-in-brand">
          <Mark />
          <span>{t('product')}</span>
        </div>
        <h1>{heading}</h1>
        <p className="sign-in-lead">{lead}</p>
        {children}
        <button
          className="plain"
          type="button"
          onClick={language.toggle}
          lang={language.language === 'ko' ? 'en' : 'ko'}
          title={t('controls.languageLabel')}
        >
          {t('controls.language')}
        </button>
      </div>
    </main>
  );
}
