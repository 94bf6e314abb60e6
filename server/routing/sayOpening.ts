// The sentence for a closed office: why, and when it opens next. Spoken Korean, so times are words of the telephone, not of a form.
import { DateTime } from 'luxon';
import type { LunchRule, Week } from '../contract/directory.js';
import { type CityHours, localTime } from '../directory/presence.js';

/** Chuseok with weekends around it keeps an office closed for ten days. */
const daysAhead = 14;

/** "09:30" as "오전 9시 30분". */
function sayTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const half = hour < 12 ? '오전' : '오후';
  const minutes = minute === 0 ? '' : ` ${minute}분`;
  return `${half} ${hour % 12 === 0 ? 12 : hour % 12}시${minutes}`;
}

function sayDay(days: number, date: DateTime): string {
  if (days === 0) return '오늘';
  return days === 1 ? '내일' : `${date.month}월 ${date.day}일`;
}

/** @param at ms */
export function sayOpening(
  rules: { hours: Week | null; lunch: LunchRule | null },
  city: CityHours,
  at: number,
): string {
  const week = rules.hours ?? city.week;
  const today = DateTime.fromMillis(at, { zone: city.timeZone });
  for (let days = 0; days < daysAhead; days += 1) {
    const date = today.plus({ days });
    const { weekday, time } = localTime(date.toMillis(), city);
    const span = week[weekday];
    if (!span || (days === 0 && span.to <= time)) continue;
    const isNow = days === 0 && span.from <= time;
    if (isNow && rules.lunch?.rule === 'together') {
      return `지금은 점심시간입니다. ${sayTime(rules.lunch.span.to)} 이후에 다시 걸어 주시기 바랍니다.`;
    }
    const hours = `${sayTime(span.from)}부터 ${sayTime(span.to)}까지`;
    return `지금은 업무 시간이 아닙니다. 다음 업무 시간은 ${sayDay(days, date)} ${hours}입니다.`;
  }
  return '지금은 업무 시간이 아닙니다.';
}
