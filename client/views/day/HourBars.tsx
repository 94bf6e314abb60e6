// Calls by hour, with those abandoned at the foot of each column; lunch and closed hours are shaded behind.
import type { CSSProperties } from 'react';
import type { DayView } from '../../../server/contract/metricsView.js';
import { useBoard, useTick } from '../../state/boardHooks.js';
import { useWords } from '../../words/useWords.js';
import { type HourColumn, hourChart, type Span } from './hourColumns.js';

/** Above this many columns the counts over them would touch in one column, and on a television. */
const roomyColumns = 13;
const mostCounted = 16;
/** A shade narrower than this many columns has no room for its name. */
const leastNamed = 3;

/** Every second hour has its name where they are many; the present one always, if need be instead of its neighbours. */
function isNamed(hour: number, now: number, columns: number): boolean {
  if (columns <= roomyColumns || hour === now) return true;
  return hour % 2 === 0 && (columns <= mostCounted || Math.abs(hour - now) !== 1);
}

function chartClass(columns: number): string {
  if (columns > mostCounted) return 'hour-chart dense packed';
  return columns > roomyColumns ? 'hour-chart dense' : 'hour-chart';
}

export function HourBars({ day }: { day: DayView | null }) {
  const { t, format } = useWords();
  const { settings } = useBoard();
  const hourNow = useTick(({ wall }) => Math.floor(format.hour(wall)));
  const chart = settings && day ? hourChart(day.hours, settings) : null;
  const count = chart?.columns.length ?? 0;
  const isEmpty = chart?.columns.every(({ offered }) => offered === 0) ?? false;
  return (
    <section className="hours">
      <h2>
        {t('day.hours')} <small>{t('day.hoursNote')}</small>
      </h2>
      <div className={chartClass(count)}>
        {chart?.lunch && !isEmpty ? <Shade span={chart.lunch} name={t('day.lunch')} /> : null}
        {chart?.closed.map((span) => (
          <Shade
            key={span.from}
            span={span}
            name={(span.to - span.from) * count >= leastNamed ? t('day.closed') : undefined}
          />
        ))}
        {chart?.columns.map((column) => (
          <HourBar
            key={column.hour}
            column={column}
            isNow={column.hour === hourNow}
            isNamed={isNamed(column.hour, hourNow, count)}
          />
        ))}
        {isEmpty ? <p className="hour-empty">{t('day.hoursEmpty')}</p> : null}
      </div>
    </section>
  );
}

function Shade({ span, name }: { span: Span; name: string | undefined }) {
  return (
    <div className="hour-shade" style={{ '--from': span.from, '--to': span.to } as CSSProperties}>
      {name}
    </div>
  );
}

interface HourBarProps {
  column: HourColumn;
  isNow: boolean;
  isNamed: boolean;
}

function HourBar({ column, isNow, isNamed }: HourBarProps) {
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
        {isNamed ? column.hour : null}
      </span>
    </div>
  );
}
