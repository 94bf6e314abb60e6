// Which hours the day's chart shows and how tall each column is: pure.
import type { BoardSettings } from '../../../server/contract/boardSettings.js';
import type { HourFigures } from '../../../server/contract/metricsView.js';

export interface HourColumn extends HourFigures {
  /** Shares of the chart's height, 0 to 1. */
  height: number;
  abandonedHeight: number;
}

export interface HourChart {
  columns: HourColumn[];
  /** Lunch as shares of the chart's width, or null when it lies outside. */
  lunch: Span | null;
  /** The columns before opening and after closing, likewise. */
  closed: Span[];
}

export interface Span {
  from: number;
  to: number;
}

/** "12:30" as 12.5. */
function hoursOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours + minutes / 60;
}

/** The office's hours, widened by every hour that has a call; empty hours inside stand as empty columns. */
export function hourChart(
  hours: HourFigures[],
  { openingHours, lunchHours }: Pick<BoardSettings, 'openingHours' | 'lunchHours'>,
): HourChart {
  const withCalls = hours.map(({ hour }) => hour);
  const first = Math.min(Math.floor(hoursOf(openingHours.from)), ...withCalls);
  const last = Math.max(Math.ceil(hoursOf(openingHours.to)) - 1, ...withCalls);
  const tallest = Math.max(1, ...hours.map(({ offered }) => offered));
  const columns = Array.from({ length: last - first + 1 }, (_, index): HourColumn => {
    const hour = first + index;
    const found = hours.find((figures) => figures.hour === hour) ?? { hour, offered: 0, answered: 0, abandoned: 0 };
    return { ...found, height: found.offered / tallest, abandonedHeight: found.abandoned / tallest };
  });
  const share = (time: string) => Math.min(1, Math.max(0, (hoursOf(time) - first) / columns.length));
  const lunch = { from: share(lunchHours.from), to: share(lunchHours.to) };
  const closed = [
    { from: 0, to: share(openingHours.from) },
    { from: share(openingHours.to), to: 1 },
  ];
  const isWide = ({ from, to }: Span) => to > from;
  return { columns, lunch: isWide(lunch) ? lunch : null, closed: closed.filter(isWide) };
}
