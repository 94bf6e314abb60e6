// Calls by hour, with those abandoned at the foot of each column and lunch shaded behind.
import type { CSSProperties } from 'react';
import type { DayView } from '../../../server/contract/metricsView.js';
import { useBoard, useTick } from '../../state/boardHooks.js';
import { useWords } from '../../words/useWords.js';
import { type HourColumn, hourChart } from './hourColumns.js';

/** Above this many columns the counts over them would touch. */
const roomyColumns = 13;

export function HourBars({ day }: { day: DayView | null }) {
  const { t, format } = useWords();
  const { settings } = useBoard();
  const hourNow = useTick(({ wall }) => Math.floor(format.hour(wall)));
  const chart = settings && day ? hourChart(day.hours, settings) : null;
  const isEmpty = chart?.columns.every(({ offered }) => offered === 0) ?? false;
  return (
    <section className="hours">
      <h2>
        {t('day.hours')} <small>{t('day.hoursNote')}</small>
      </h2>
      <div className={chart && chart.columns.length > roomyColumns ? 'hour-chart dense' : 'hour-chart'}>
        {chart?.lunch && !isEmpty ? (
          <div className="hour-lunch" style={{ '--from': chart.lunch.from, '--to': chart.lunch.to } as CSSProperties}>
            {t('day.lunch')}
          </div>
        ) : null}
        {chart?.columns.map((column) => (
          <HourBar key={column.hour} column={column} isNow={column.hour === hourNow} />
        ))}
        {isEmpty ? <p className="hour-empty">{t('day.hoursEmpty')}</p> : null}
      </div>
    </section>
  );
}

function HourBar({ column, isNow }: { column: HourColumn; isNow: boolean }) {
  const { t, format } = useWords();
  const label = t('day.hourPicture', {
    h: column.hour,
    n: format.count(column.offered),
    abandoned: format.count(column.abandoned),
  });
  return (
    <div className={isNow ? 'hour now' : 'hour'}>
      <div className="hour-space" role="img" aria-label={label} style={{ '--height': column.height } as CSSProperties}>
        {column.offered > 0 ? <span className="hour-count">{format.count(column.offered)}</span> : null}
        <div className="hour-bar">
          {column.abandoned > 0 ? (
            <div className="hour-abandoned" style={{ '--part': column.abandoned / column.offered } as CSSProperties} />
          ) : null}
        </div>
      </div>
      <span className="hour-name" aria-hidden="true">
        {column.hour}
      </span>
    </div>
  );
}
