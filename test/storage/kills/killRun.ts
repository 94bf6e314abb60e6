// How often proofs kill, when, and what they say about it.
import { quantile, report } from '../../support/report.js';
import type { Acknowledged } from './writeCalls.js';

const proveKills = process.env['PROVE_KILLS'];

export const kills = Number(proveKills ?? 5);
export const writers = 16;
/** ms; a restarted engine is found again within seconds, on a busy machine within half a minute. */
export const timeLimit = 60_000 + kills * 20_000;

/** Apart by more calls than one round can tell. */
export const callsPerRound = 100_000;

export const upTo = (most: number) => Math.floor(Math.random() * most);

/** Events acknowledged before a kill, and ms of delay behind them: a commit takes a few, so any moment of it may be hit. */
export const mostEvents = 300;
export const mostDelay = 20;

/** @param starts ms from asking to being ready again. */
export function tellKills(what: string, starts: readonly number[], acknowledged: readonly Acknowledged[]): void {
  if (proveKills === undefined) return;
  const [median, worst] = [quantile(starts, 0.5), Math.max(...starts)].map(Math.round);
  report(
    what,
    `${kills} kills, ${acknowledged.length} events acknowledged to ${writers} writers, 0 missing; ready again after ${median} ms (median), ${worst} ms at worst`,
  );
}
