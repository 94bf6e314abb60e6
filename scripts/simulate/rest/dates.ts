// Dates as REST prints them, and as its lists are filtered by.

import type { Form } from './form.js';
import { invalid } from './refusal.js';

const dayMs = 86_400_000;

/** RFC 2822 in whole seconds, or null. */
export function showDate(at: number | null): string | null {
  return at === null ? null : new Date(Math.floor(at / 1000) * 1000).toUTCString().replace('GMT', '+0000');
}

/** Fields of a filter by date: equal, and from or up to an instant or a day. */
export const dateFields = (name: string) => [name, `${name}<`, `${name}>`];

/** Whether a moment passes the filter; one that never came passes none. @throws Refusal */
export function dateFilter(form: Form, name: string): (at: number | null) => boolean {
  const read = (field: string): { from: number; to: number } | null => {
    const text = form.text(field);
    if (text === null) return null;
    const from = Date.parse(text);
    if (Number.isNaN(from)) throw invalid(`Invalid ${field}: ${text}`);
    return { from, to: /^\d{4}-\d\d-\d\d$/.test(text) ? from + dayMs : from + 1_000 };
  };
  const [on, before, after] = [read(name), read(`${name}<`), read(`${name}>`)];
  if (!on && !before && !after) return () => true;
  return (at) =>
    at !== null &&
    (on === null || (at >= on.from && at < on.to)) &&
    (before === null || at < before.to) &&
    (after === null || at >= after.from);
}
