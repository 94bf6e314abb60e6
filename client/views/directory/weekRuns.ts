// A week's hours in as few words as possible: neighbouring days with the same hours are said together.
import type { Span, Week } from '../../../server/contract/directory.js';

export interface WeekRun {
  /** 0 is Monday. */
  first: number;
  last: number;
  span: Span;
}

/** Days off are left out. */
export function weekRuns(week: Week): WeekRun[] {
  const runs: WeekRun[] = [];
  for (const [day, span] of week.entries()) {
    if (!span) continue;
    const run = runs.at(-1);
    if (run && run.last === day - 1 && run.span.from === span.from && run.span.to === span.to) run.last = day;
    else runs.push({ first: day, last: day, span });
  }
  return runs;
}
