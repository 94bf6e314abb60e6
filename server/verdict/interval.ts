// How far apart two instants can truly be. Two whole-second stamps d apart bound the duration by the open interval
// (d - 1 s, d + 1 s), whichever way the provider rounds; only two exact stamps make a point.
import type { Stamp } from '../calls/callEvent.js';
import type { Result } from '../contract/result.js';

/** ms. `lo === hi` is a point; otherwise the duration lies strictly between. */
export interface Interval {
  lo: number;
  hi: number;
}

const wholeSecond = 1000;

/** @param earliestStart when the start may lie anywhere from there to `start`. */
export function between(start: Stamp, end: Stamp, earliestStart: Stamp = start): Interval {
  const narrow = start.exact && end.exact ? 0 : wholeSecond;
  const wide = earliestStart.exact && end.exact ? 0 : wholeSecond;
  // Two clocks that disagree by less than their own resolution still measured a duration of at least zero.
  return { lo: end.ms - start.ms - narrow, hi: end.ms - earliestStart.ms + wide };
}

/** Impossible: everything the stamps allow is negative. */
export function isContradiction({ lo, hi }: Interval): boolean {
  return lo === hi ? hi < 0 : hi <= 0;
}

/**
 * @param limit ms
 * @param inclusive whether a duration of exactly `limit` is still inside
 */
export function compare(
  { lo, hi }: Interval,
  limit: number,
  inclusive: boolean,
): Extract<Result, 'pass' | 'fail' | 'uncertain'> {
  if (lo === hi) return lo < limit || (inclusive && lo === limit) ? 'pass' : 'fail';
  if (hi <= limit) return 'pass';
  if (lo >= limit) return 'fail';
  return 'uncertain';
}

/** Rings that had started at the end of each bound; `nominal` from the stamp difference (domain.md, section 3). */
export function ringsWithin({ lo, hi }: Interval, nominalMs: number, cadenceMs: number) {
  const started = (ms: number) => Math.floor(Math.max(0, ms) / cadenceMs) + 1;
  return {
    ringCount: started(nominalMs),
    ringCountMin: started(lo),
    // An open upper bound is never reached: a duration just short of a ring's start has not heard it.
    ringCountMax: lo === hi ? started(hi) : Math.max(1, Math.ceil(hi / cadenceMs)),
  };
}
