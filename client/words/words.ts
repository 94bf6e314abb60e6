// Starts i18next with both languages; keys are checked by the compiler.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.js';
import type { desk } from './ko/desk.js';
import { ko } from './ko.js';

/** Everything that can be said; what the desk says is there once the desk is (deskWords.ts). */
type Words = typeof ko & typeof desk;

export type Language = 'ko' | 'en';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Words };
  }
}

export async function startWords(language: Language): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'ko',
    resources: { ko: { translation: ko }, en: { translation: en } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  return i18next;
}
