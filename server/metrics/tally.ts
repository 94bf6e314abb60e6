// Figures as a fold: one call's old contribution is taken out and its new one put in; the cost does not grow with the day.
import type { Contribution, Counter } from './contribution.js';

export interface Tally {
  counters: Map<Counter, number>;
  /** Waits of answered calls in ms, with how often each occurs: the longest must survive subtraction. */
  waits: Map<number, number>;
}

export const emptyTally = (): Tally => ({ counters: new Map(), waits: new Map() });

function bump<K>(map: Map<K, number>, key: K, amount: number): void {
  const sum = (map.get(key) ?? 0) + amount;
  if (sum === 0) map.delete(key);
  else map.set(key, sum);
}

function add(tally: Tally, contribution: Contribution, sign: 1 | -1): void {
  for (const [counter, amount] of Object.entries(contribution.counters))
    bump(tally.counters, counter as Counter, sign * amount);
  if (contribution.waitMs !== null) bump(tally.waits, contribution.waitMs, sign);
}

/** Replaces `before` by `after` in place; null is "not in these figures". */
export function tally(into: Tally, before: Contribution | null, after: Contribution | null): void {
  if (before) add(into, before, -1);
  if (after) add(into, after, 1);
}
