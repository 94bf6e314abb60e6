// Korean or English, kept by this browser and told to the document.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { asLanguage } from '../words/useWords.js';
import type { Language } from '../words/words.js';
import { keepLanguage } from './kept.js';

export interface LanguageChoice {
  language: Language;
  toggle: () => void;
}

export function useLanguage(): LanguageChoice {
  const { i18n } = useTranslation();
  const language = asLanguage(i18n.language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const toggle = () => {
    const next = language === 'ko' ? 'en' : 'ko';
    keepLanguage(next);
    void i18n.changeLanguage(next);
  };
  return { language, toggle };
}
