// "2026-11" as people call a month.
import { useDeskWords } from '../../words/useDeskWords.js';

export function useMonthName(): (month: string) => string {
  const { language } = useDeskWords();
  const named = new Intl.DateTimeFormat(language === 'ko' ? 'ko' : 'en-GB', {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return (month) => {
    const start = Date.parse(`${month}-01T00:00:00Z`);
    // An address may ask for anything; the server then says that there is no such month.
    return Number.isNaN(start) ? month : named.format(start);
  };
}
