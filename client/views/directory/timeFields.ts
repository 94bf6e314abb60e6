// Hours as a form holds them: text that may still be wrong, and what becomes of it.
import type { Span, Week } from '../../../server/contract/directory.js';

export interface SpanText {
  from: string;
  to: string;
}

export interface DayRow extends SpanText {
  works: boolean;
}

const time = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const usual: SpanText = { from: '09:00', to: '18:00' };

/** "9:00" as "09:00"; what is no time is left as it is. */
const padded = (text: string) => text.trim().replace(/^(\d):/, '0$1:');

/** Undefined unless both are times and the second is later. */
export function readSpan(text: SpanText): Span | undefined {
  const [from, to] = [padded(text.from), padded(text.to)];
  return time.test(from) && time.test(to) && from < to ? { from, to } : undefined;
}

export function rowsOf(week: Week): DayRow[] {
  return week.map((span) => ({ works: span !== null, ...(span ?? usual) }));
}

/** `wrong` are the days whose hours cannot be read; 0 is Monday. */
export function readWeek(rows: readonly DayRow[]): { week: Week; wrong: number[] } {
  const spans = rows.map((row) => (row.works ? readSpan(row) : null));
  return {
    week: spans.map((span) => span ?? null),
    wrong: spans.flatMap((span, day) => (span === undefined ? [day] : [])),
  };
}
