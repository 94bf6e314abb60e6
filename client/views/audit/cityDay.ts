// Days as people write them (2026-11-23) and the instants at which they begin in the city.

function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((other) => other.type === type)?.value ?? '00';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return Date.parse(`${date}T${part('hour')}:${part('minute')}:${part('second')}Z`) - Math.floor(at / 1000) * 1000;
}

/** ms since the epoch. @param day local, "2026-11-23"; NaN for what is no day. */
export function startOfDay(day: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(asUtc)) return asUtc;
  // Twice: the offset of the day's own start may differ from the one around UTC midnight.
  const near = asUtc - offsetMs(asUtc, timeZone);
  return asUtc - offsetMs(near, timeZone);
}

/** The local day of an instant. */
export function dayOf(at: number, timeZone: string): string {
  return new Date(at + offsetMs(at, timeZone)).toISOString().slice(0, 10);
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** [start, end) of local days from first to last, both included, as the wire asks; null where a day is not given. */
export function daysAsPeriod(
  first: string,
  last: string,
  timeZone: string,
): { from: string | null; to: string | null } {
  const instant = (day: string) => new Date(startOfDay(day, timeZone)).toISOString();
  return { from: first === '' ? null : instant(first), to: last === '' ? null : instant(dayAfter(last)) };
}
