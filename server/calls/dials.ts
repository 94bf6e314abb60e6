// Which legs belong to one Dial. Our URLs say so (`?step=`); where they do not, time does: a leg that began before anyone
// of the Dial had answered, and before all of it had ended, was rung together with it. A redirected call may meet a step twice.
import type { Leg, Mark } from './call.js';
import { compareText } from './eventSet.js';
import { surelyLaterMs } from './limits.js';

/** Somebody had picked up a leg of the group, and it was over: even within one second nothing is rung after that. */
function isOverFor(group: readonly Leg[], leg: Leg): boolean {
  const rung = leg.initiated ?? leg.ringing;
  return rung !== null && group.some(({ ended, status }) => status === 'completed' && ended && ended.ms <= rung.ms);
}

function isTogether(group: readonly Leg[], leg: Leg): boolean {
  const rung = leg.initiated ?? leg.ringing;
  if (!rung) {
    // Nothing before the answer is known: a desk that spoke while another of the Dial was still connected raced it.
    return group.some((other) => other.ended === null || other.ended.ms >= leg.seenAt);
  }
  if (isOverFor(group, leg) || group.some((other) => other.answered !== null && other.answered.ms < rung.ms))
    return false;
  return group.some((other) => other.ended === null || other.ended.ms >= rung.ms);
}

/** Begun after somebody of the group had answered, or all of it had ended: no Dial rings further then. */
function isAfter(group: readonly Leg[], leg: Leg): boolean {
  const begun = leg.initiated ?? leg.ringing ?? leg.answered;
  const isBefore = (mark: Mark | null, other: Mark | null) =>
    mark !== null && other !== null && other.ms - mark.ms >= surelyLaterMs;
  // A leg known by its end alone tells as much by outliving a whole Dial that somebody had answered.
  const known = begun ?? (group.some(({ answered }) => answered !== null) ? leg.ended : null);
  return (
    isOverFor(group, leg) ||
    group.some(({ answered }) => isBefore(answered, begun)) ||
    group.every(({ ended }) => isBefore(ended, known))
  );
}

/**
 * The legs in time order, each with its Dial's number: 0 for the first.
 * @param isOneDial for agents who are rung one after the other for one citizen
 */
export function numberDials(legs: readonly Leg[], isOneDial: (leg: Leg) => boolean = () => false): Leg[] {
  const groups: Leg[][] = [];
  for (const leg of [...legs].sort((a, b) => a.seenAt - b.seenAt || compareText(a.sid, b.sid))) {
    const last = groups.at(-1);
    const own =
      leg.step === null
        ? last && isTogether(last, leg)
          ? last
          : undefined
        : groups.findLast(
            (group) => group.some((other) => other.step === leg.step) && (isOneDial(leg) || !isAfter(group, leg)),
          );
    if (own) own.push(leg);
    else groups.push([leg]);
  }
  const steps = new Set(groups.flatMap((group) => group[0]?.step ?? []));
  // Each Dial has a step of its own: their order stands above stamps, some of which may be lost.
  if (steps.size === groups.length) groups.sort((a, b) => (a[0]?.step ?? 0) - (b[0]?.step ?? 0));
  return groups.flatMap((group, dial) => group.map((leg) => ({ ...leg, dial })));
}

/** Our Dials before `step` of which no leg is known: steps count from 1, so each of them did ring somebody. */
export function unseenSteps(step: number | null, legs: readonly Leg[]): number[] {
  const seen = new Set(legs.map((leg) => leg.step));
  return Array.from({ length: (step ?? 1) - 1 }, (_, index) => index + 1).filter((number) => !seen.has(number));
}
