// What a view needs to speak: the translator, the language, and the formats of the city.
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../state/boardHooks.js';
import { createFormat, type Format } from './format.js';
import type { Language } from './words.js';

export interface Spoken {
  t: TFunction;
  language: Language;
  format: Format;
}

export function asLanguage(language: string): Language {
  return language === 'en' ? 'en' : 'ko';
}

/** Inside a board. Until the city's time zone is known, times are UTC and must not be shown. */
export function useWords(): Spoken {
  const { t, i18n } = useTranslation();
  const { settings } = useBoard();
  const language = asLanguage(i18n.language);
  const timeZone = settings?.timeZone ?? 'UTC';
  const format = useMemo(() => createFormat(language, timeZone), [language, timeZone]);
  return { t, language, format };
}
