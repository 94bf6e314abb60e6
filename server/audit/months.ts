// Local months, the periods of the review.
import { DateTime } from 'luxon';

/** A local month as 2026-11, and its bounds in ms: from inclusive, to exclusive. */
export interface Month {
  name: string;
  from: number;
  to: number;
}

function toMonth(start: DateTime): Month {
  return { name: start.toFormat('yyyy-MM'), from: start.toMillis(), to: start.plus({ months: 1 }).toMillis() };
}

export function monthOf(at: number, timeZone: string): Month {
  return toMonth(DateTime.fromMillis(at, { zone: timeZone }).startOf('month'));
}

/** @param name as 2026-11, checked by the contract. */
export function monthNamed(name: string, timeZone: string): Month {
  return toMonth(DateTime.fromFormat(name, 'yyyy-MM', { zone: timeZone }));
}

/** From the month that holds `from` to the one that holds `to`, newest first. */
export function monthsBetween(from: number, to: number, timeZone: string): Month[] {
  const months: Month[] = [];
  const oldest = monthOf(from, timeZone);
  for (let month = monthOf(to, timeZone); month.from >= oldest.from; month = monthOf(month.from - 1, timeZone))
    months.push(month);
  return months;
}
