// Who is at the telephone at a local time, by working hours and lunch rules: pure.
import { DateTime } from 'luxon';
import type { Span, Week } from '../contract/directory.js';
import type { Department, Official, Presence } from './directory.js';

export interface LocalTime {
  /** 0 is Monday. */
  weekday: number;
  /** "HH:MM". */
  time: string;
}

/** What counts where nobody said otherwise. */
export interface CityHours {
  timeZone: string;
  week: Week;
  /** `date` as yyyy-MM-dd. A public holiday is like a Sunday: closed, save where people work on Sundays too. */
  isHoliday?: (date: string) => boolean;
}

const sunday = 6;

export const workingWeek = (span: Span): Week => [span, span, span, span, span, null, null];

/** @param at ms since the epoch. */
export function localTime(at: number, { timeZone, isHoliday }: Omit<CityHours, 'week'>): LocalTime {
  const local = DateTime.fromMillis(at, { zone: timeZone });
  const weekday = isHoliday?.(local.toFormat('yyyy-MM-dd')) ? sunday : local.weekday - 1;
  return { weekday, time: local.toFormat('HH:mm') };
}

const isWithin = (span: Span | null | undefined, { time }: LocalTime) =>
  span !== null && span !== undefined && span.from <= time && time < span.to;

type Rules = Pick<Department, 'hours' | 'lunch'>;
type Person = Pick<Official, 'hours' | 'lunch' | 'lunchDuty'>;

const isCommonLunch = ({ lunch }: Rules, now: LocalTime) => lunch?.rule === 'together' && isWithin(lunch.span, now);

/** An official's own hours and lunch stand above the department's; `none` leaves nobody away. */
export function presenceOf(official: Person, department: Rules, city: Week, now: LocalTime): Presence {
  const hours = official.hours ?? department.hours ?? city;
  if (!isWithin(hours[now.weekday], now)) return 'away';
  if (official.lunch) return isWithin(official.lunch, now) ? 'lunch' : 'present';
  return isCommonLunch(department, now) && !official.lunchDuty ? 'lunch' : 'present';
}

/** A department that eats together is open as long as one of its officials is there. */
export function isOpenAt(department: Rules, officials: readonly Person[], city: Week, now: LocalTime): boolean {
  if (!isWithin((department.hours ?? city)[now.weekday], now)) return false;
  if (!isCommonLunch(department, now)) return true;
  return officials.some((official) => presenceOf(official, department, city, now) === 'present');
}
