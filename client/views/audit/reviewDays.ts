// The local days of a span of the wire, as the search of the access record asks for them.
import { dayOf } from './cityDay.js';

/** @param to exclusive for a month, inclusive for a pattern; its last millisecond decides the day. */
export function daysOf(from: string, to: string, zone: string): { from: string; to: string } {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return { from: dayOf(first, zone), to: dayOf(Math.max(first, last - 1), zone) };
}
