// What the address asks of a board: ?page, ?department, ?lang, ?theme.
import type { Language } from '../words/words.js';

export const pages = ['now', 'day'] as const;
export type Page = (typeof pages)[number];
export type Theme = 'light' | 'dark';

export interface BoardOptions {
  /** The page that is pinned; without it the pages turn. */
  page: Page | undefined;
  department: string | undefined;
  language: Language | undefined;
  theme: Theme | undefined;
}

function oneOf<T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((item) => item === value);
}

/** `search` as in location.search. An unknown value is as good as none: a wall has nobody to tell. */
export function readBoardOptions(search: string): BoardOptions {
  const asked = new URLSearchParams(search);
  return {
    page: oneOf(asked.get('page'), pages),
    department: asked.get('department') || undefined,
    language: oneOf(asked.get('lang'), ['ko', 'en']),
    theme: oneOf(asked.get('theme'), ['light', 'dark']),
  };
}
