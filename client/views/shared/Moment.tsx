// A moment of the wire as people of the city read it.
import { useDeskWords } from '../../words/useDeskWords.js';

interface MomentProps {
  /** ISO 8601, or null for what never was. */
  at: string | null;
  /** Today's by its time alone: for lists that are looked at now, not for what is printed or kept. */
  isRecent?: boolean;
}

export function Moment({ at, isRecent = false }: MomentProps) {
  const { t, format } = useDeskWords();
  if (at === null) return <span className="quiet">{t('none')}</span>;
  const ms = Date.parse(at);
  const isToday = isRecent && format.date(ms) === format.date(Date.now());
  return (
    <time dateTime={at} title={format.dateTime(ms)}>
      {isToday ? t('shared.today', { time: format.clock(ms) }) : format.dateTime(ms)}
    </time>
  );
}
