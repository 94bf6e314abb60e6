// A moment of the wire as people of the city read it.
import { useDeskWords } from '../../words/useDeskWords.js';

/** @param at ISO 8601, or null for what never was. */
export function Moment({ at }: { at: string | null }) {
  const { t, format } = useDeskWords();
  if (at === null) return <span className="quiet">{t('none')}</span>;
  return <time dateTime={at}>{format.dateTime(Date.parse(at))}</time>;
}
