// Which legs belong to one Dial. Our URLs say so (`?step=`); where they do not, time does: a leg that began before anyone
// of the Dial had answered, and before all of it had ended, was rung together with it.
import type { Leg } from './call.js';
import { compareText } from './eventSet.js';

function isTogether(group: readonly Leg[], leg: Leg): boolean {
  const rung = leg.initiated ?? leg.ringing;
  if (!rung) {
    // Nothing before the answer is known: a desk that spoke while another of the Dial was still connected raced it.
    return group.some((other) => other.ended === null || other.ended.ms >= leg.seenAt);
  }
  if (group.some((other) => other.answered !== null && other.answered.ms < rung.ms)) return false;
  return group.some((other) => other.ended === null || other.ended.ms >= rung.ms);
}

/** The legs in time order, each with its Dial's number: 0 for the first. */
export function numberDials(legs: readonly Leg[]): Leg[] {
  const groups: Leg[][] = [];
  for (const leg of [...legs].sort((a, b) => a.seenAt - b.seenAt || compareText(a.sid, b.sid))) {
    const last = groups.at(-1);
    const own =
      leg.step === null
        ? last && isTogether(last, leg)
          ? last
          : undefined
        : groups.find((group) => group.some((other) => other.step === leg.step));
    if (own) own.push(leg);
    else groups.push([leg]);
  }
  const stepOf = (group: readonly Leg[]) => group[0]?.step ?? null;
  if (groups.every((group) => stepOf(group) !== null)) groups.sort((a, b) => (stepOf(a) ?? 0) - (stepOf(b) ?? 0));
  return groups.flatMap((group, dial) => group.map((leg) => ({ ...leg, dial })));
}
