// Local days: the only place where a calendar date and an instant meet.
import { DateTime } from 'luxon';

/** Start of the local day that holds `at`, ms. */
export function localDayStart(at: number, timeZone: string): number {
  return DateTime.fromMillis(at, { zone: timeZone }).startOf('day').toMillis();
}

/** Local date of an instant, ISO. */
export function localDate(at: number, timeZone: string): string {
  return DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

/** The coming local midnight; days with a clock change are 23 or 25 hours long. */
export function nextLocalMidnight(at: number, timeZone: string): number {
  return DateTime.fromMillis(at, { zone: timeZone }).startOf('day').plus({ days: 1 }).toMillis();
}
