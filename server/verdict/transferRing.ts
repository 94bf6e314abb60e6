// The bell of a hand-over: the next desk's own, from its ringing to its answer, against the limit that the city has set.
import type { Leg, Transfer } from '../calls/call.js';
import type { Result } from '../contract/result.js';
import { between, compare } from './interval.js';
import type { Rule } from './verdict.js';

/** Ten seconds, as in most charters of Korean cities. */
const usualLimitMs = 10_000;

/** ms. Calls judged before there was a limit have the usual one. */
export function transferRingLimit({ transferRingMs = usualLimitMs }: Pick<Rule, 'transferRingMs'>): number {
  return transferRingMs;
}

/** Exactly the limit is still inside. Nobody answering is not-applicable, save where the bell surely rang past it. */
export function judgeTransferRing(
  { toSid, outcome }: Transfer,
  legs: readonly Leg[],
  rule: Pick<Rule, 'transferRingMs'>,
): Result | null {
  const leg = legs.find(({ sid }) => sid === toSid);
  const silence = leg?.answered ?? leg?.ended;
  if (!leg || !silence) return outcome === null ? null : 'unmeasured';
  const isMeasured = leg.ringing?.stamped && silence.stamped;
  const result =
    leg.ringing && isMeasured ? compare(between(leg.ringing, silence), transferRingLimit(rule), true) : 'unmeasured';
  return leg.answered || result === 'fail' ? result : 'not-applicable';
}
