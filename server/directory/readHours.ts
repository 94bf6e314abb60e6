// Working hours and lunch rules as people write them into a cell: "mon-fri 09:00-18:00; tue 09:00-20:00", "월-금 09:00-18:00; 토 휴무".
import { type LunchRule, lunchRuleSchema, type Span, spanSchema, type Week } from '../contract/directory.js';

const days: readonly (readonly string[])[] = [
  ['mon', '월'],
  ['tue', '화'],
  ['wed', '수'],
  ['thu', '목'],
  ['fri', '금'],
  ['sat', '토'],
  ['sun', '일'],
];
const off: ReadonlySet<string> = new Set(['off', '휴무']);
const lunchWords: Readonly<Record<string, LunchRule['rule']>> = {
  together: 'together',
  shifts: 'shifts',
  none: 'none',
  함께: 'together',
  교대: 'shifts',
  없음: 'none',
};

export const hoursExample = 'mon-fri 09:00-18:00; sat off';
export const lunchExample = 'together 12:00-13:00';
export const spanExample = '12:00-13:00';

/** "9:00 ~ 18:00" is read as well. */
export function readSpan(text: string): Span | undefined {
  const [from = '', to = '', ...more] = text.split(/[-~]/).map((time) => time.trim().replace(/^\d:/, '0$&'));
  const span = spanSchema.safeParse({ from, to });
  return more.length === 0 && span.success ? span.data : undefined;
}

/** Numbers of the days that "mon-fri", "월,수" or "sat" names; empty for anything else. A range may run past Sunday. */
function readDays(text: string): number[] {
  const dayOf = (word: string) => days.findIndex((names) => names.includes(word.trim().toLowerCase()));
  return text.split(/[,·]/).flatMap((part) => {
    const [first = '', last = first, ...more] = part.split(/[-~]/);
    const [from, to] = [dayOf(first), dayOf(last)];
    // A word that is no day spoils the whole, not only its own part.
    if (from < 0 || to < 0 || more.length > 0) return [Number.NaN];
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_one, step) => (from + step) % 7);
  });
}

/** Days that nobody names are days off; what is said later counts. */
export function readWeek(text: string): Week | undefined {
  const week: Week = days.map(() => null);
  const parts = text.split(';').filter((part) => part.trim() !== '');
  if (parts.length === 0) return undefined;
  for (const part of parts) {
    const [, dayText = '', hours = ''] = /^\s*(\S+)\s+(.*?)\s*$/.exec(part) ?? [];
    const named = readDays(dayText);
    const span = off.has(hours.toLowerCase()) ? null : readSpan(hours);
    if (span === undefined || named.some(Number.isNaN)) return undefined;
    for (const day of named) week[day] = span;
  }
  return week;
}

export function readLunchRule(text: string): LunchRule | undefined {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text.trim()) ?? [];
  const rule = lunchWords[word.toLowerCase()];
  const parsed = lunchRuleSchema.safeParse(rule === 'none' ? { rule } : { rule, span: readSpan(rest) });
  return parsed.success && (rule !== 'none' || rest === '') ? parsed.data : undefined;
}
