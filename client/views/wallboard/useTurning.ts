// Turns the television's pages every 20 s; a pinned page stays, and so does one that somebody chose to hold.
import { useCallback, useEffect, useState } from 'react';
import { type Page, pages } from '../../options/boardOptions.js';

export const turnMs = 20_000;

export interface Turning {
  page: Page;
  isTurning: boolean;
  next: () => void;
  toggle: () => void;
}

export function useTurning(pinned: Page | undefined): Turning {
  const [index, setIndex] = useState(() => Math.max(0, pages.indexOf(pinned ?? 'now')));
  const [isTurning, setTurning] = useState(pinned === undefined);
  const next = useCallback(() => setIndex((at) => (at + 1) % pages.length), []);
  const toggle = useCallback(() => setTurning((was) => !was), []);
  useEffect(() => {
    if (!isTurning) return;
    // Depends on the page shown: after a turn by hand the next page gets its full time too.
    const timer = setTimeout(() => setIndex((index + 1) % pages.length), turnMs);
    return () => clearTimeout(timer);
  }, [isTurning, index]);
  return { page: pages[index] ?? 'now', isTurning, next, toggle };
}
