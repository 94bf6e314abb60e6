// A day counted again from nothing but stored events: what the live figures must equal to the digit.
import { replay } from '../calls/applyEvent.js';
import type { CallEvent } from '../calls/callEvent.js';
import { judgeCall } from '../verdict/judgeCall.js';
import type { Rule } from '../verdict/verdict.js';
import { contributionOf } from './contribution.js';
import { DayFigures } from './dayFigures.js';

export interface StoredCall {
  id: string;
  rule: Rule;
  /** Kept events and conflicts alike. */
  events: readonly CallEvent[];
}

/** @param date local date, ISO. */
export function recount(
  calls: readonly StoredCall[],
  date: string,
  settings: { timeZone: string; serviceLevelSeconds: number },
): DayFigures {
  const day = new DayFigures(date, settings.serviceLevelSeconds);
  for (const { id, rule, events } of calls) {
    const call = replay(id, events);
    const options = { timeZone: settings.timeZone, serviceLevelMs: settings.serviceLevelSeconds * 1000 };
    day.replace(null, contributionOf(call, judgeCall(call, rule), options));
  }
  return day;
}
