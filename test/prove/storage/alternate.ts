// Two measurements in turns, so that whatever else the machine does falls on both alike.
import { quantile } from '../../support/report.js';

export interface Paired {
  /** Medians, in the unit of what was measured. */
  first: number;
  second: number;
  /** Median of second divided by first, round by round. */
  ratio: number;
}

/** One round each is for warming up. */
export async function alternate(
  rounds: number,
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<Paired> {
  await first();
  await second();
  const pairs: { first: number; second: number }[] = [];
  for (let round = 0; round < rounds; round += 1) pairs.push({ first: await first(), second: await second() });
  return {
    first: quantile(
      pairs.map((pair) => pair.first),
      0.5,
    ),
    second: quantile(
      pairs.map((pair) => pair.second),
      0.5,
    ),
    ratio: quantile(
      pairs.map((pair) => pair.second / pair.first),
      0.5,
    ),
  };
}

/** ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
