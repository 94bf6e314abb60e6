// Numbers, times and durations as people read them, in one language and the city's time zone.
import type { Language } from './words.js';

export interface Format {
  /** Whole number with grouping. */
  count: (n: number) => string;
  /** A fraction as percent with one decimal, without the sign: the only rounding a rate meets. */
  percent: (fraction: number) => string;
  /** A fraction as percent, one decimal only where it has one. */
  percentShort: (fraction: number) => string;
  /** Seconds with one decimal, without the unit. */
  seconds: (seconds: number) => string;
  /** "16:28" in the city. `ms` since the epoch. */
  clock: (ms: number) => string;
  /** "16:28:04" in the city. */
  clockSeconds: (ms: number) => string;
  /** "2026. 11. 23." in the city, or as English writes it. */
  date: (ms: number) => string;
  /** The date, then the time. */
  dateTime: (ms: number) => string;
  /** The name of the city's time zone. */
  zone: (ms: number) => string;
  /** Local hour and minute as hours with a fraction. */
  hour: (ms: number) => number;
}

/** "3:18"; hours are counted as minutes, since a call of 75 minutes is better read as 75:00. */
export function minutesSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export function createFormat(language: Language, timeZone: string): Format {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const short = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const hourMinute = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  // Digits are wanted as 16:28 in both languages, which British English gives without day-period words.
  const clock = new Intl.DateTimeFormat('en-GB', hourMinute);
  const clockSeconds = new Intl.DateTimeFormat('en-GB', { ...hourMinute, second: '2-digit' });
  const date = new Intl.DateTimeFormat(language === 'ko' ? 'ko' : 'en-GB', { timeZone, dateStyle: 'medium' });
  const zone = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'long' });
  return {
    count: (n) => whole.format(n),
    percent: (fraction) => tenth.format(fraction * 100),
    percentShort: (fraction) => short.format(fraction * 100),
    seconds: (seconds) => tenth.format(seconds),
    clock: (ms) => clock.format(ms),
    clockSeconds: (ms) => clockSeconds.format(ms),
    date: (ms) => date.format(ms),
    dateTime: (ms) => `${date.format(ms)} ${clock.format(ms)}`,
    zone: (ms) => zone.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? timeZone,
    hour: (ms) => {
      const [hours = 0, minutes = 0] = clock.format(ms).split(':').map(Number);
      return hours + minutes / 60;
    },
  };
}
