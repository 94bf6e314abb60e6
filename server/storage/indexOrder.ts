// The order both databases keep their indexes in: null, numbers, strings by their UTF-8 bytes, false, true.
import type { IndexValue } from './port.js';

/** Ends of a key range: below and above every value. */
export const lowest = Symbol('lowest');
export const highest = Symbol('highest');
export type Bound = IndexValue | typeof lowest | typeof highest;

function rankOf(bound: Bound): number {
  if (bound === lowest) return 0;
  if (bound === null) return 1;
  if (typeof bound === 'number') return 2;
  if (typeof bound === 'string') return 3;
  return bound === highest ? 5 : 4;
}

function compareValues(one: Bound, other: Bound): number {
  if (typeof one === 'string' && typeof other === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other));
  if (rankOf(one) !== rankOf(other)) return rankOf(one) - rankOf(other);
  return typeof one === 'symbol' ? 0 : Number(one) - Number(other);
}

/** Negative, zero or positive, as for sorting. Both keys are of one index. */
export function compareKeys(one: readonly Bound[], other: readonly Bound[]): number {
  for (const [position, value] of one.entries()) {
    const difference = compareValues(value, other[position] ?? null);
    if (difference !== 0) return difference;
  }
  return 0;
}
