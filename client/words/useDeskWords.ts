// What a desk view needs to speak: the translator, the language, and formats in the city's time zone.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../state/deskContext.js';
import { createFormat } from './format.js';
import { asLanguage, type Spoken } from './useWords.js';

export function useDeskWords(): Spoken {
  const { t, i18n } = useTranslation();
  const { settings } = useDesk();
  const language = asLanguage(i18n.language);
  const timeZone = settings?.timeZone;
  const format = useMemo(() => createFormat(language, timeZone ?? ownTimeZone()), [language, timeZone]);
  return { t, language, format };
}

/** For those who may see no board and so are not told the city's. */
const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
