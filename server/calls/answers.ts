// Who picked up: decides for every leg whether a person answered the citizen (DESIGN.md, "The 333 rule", Words).
import type { Answer, Leg } from './call.js';
import type { ActionEvent } from './callEvent.js';
import { compareText } from './eventSet.js';

const refused: ReadonlySet<string> = new Set(['busy', 'no-answer', 'failed', 'canceled']);

function isConnected(action: ActionEvent): boolean {
  return action.bridged === true || action.dialStatus === 'completed' || action.dialStatus === 'answered';
}

/** What the leg's own evidence says, siblings left aside. */
function ownAnswer(leg: Leg, actions: readonly ActionEvent[]): Answer {
  const saysConnected = actions.some((action) => action.dialCallSid === leg.sid && isConnected(action));
  // A child ends as `completed` only after somebody or something had picked it up.
  const pickedUp = leg.answered !== null || leg.status === 'completed' || saysConnected;
  if (!pickedUp) return 'none';
  if (leg.targetKind === 'voicemail') return 'machine';
  if (leg.targetKind === 'menu') return 'menu';
  if (leg.answeredBy !== null && leg.answeredBy !== 'human') return leg.answeredBy;
  if (actions.some((action) => action.bridged === false)) return 'not-bridged';
  const denied = actions.some((action) => action.dialStatus !== undefined && refused.has(action.dialStatus));
  return denied || (leg.status !== null && refused.has(leg.status)) ? 'contradicted' : 'human';
}

function answeredFirst(a: Leg, b: Leg): number {
  const at = (leg: Leg) => leg.answered?.ms ?? Number.POSITIVE_INFINITY;
  return (at(a) === at(b) ? 0 : at(a) - at(b)) || compareText(a.sid, b.sid);
}

function settleDial(legs: readonly Leg[], actions: readonly ActionEvent[]): Leg[] {
  const named = new Set(actions.filter(isConnected).flatMap((action) => action.dialCallSid ?? []));
  const own = legs.map((leg) => ({
    ...leg,
    answer: ownAnswer(
      leg,
      actions.filter((action) => action.dialCallSid === undefined || action.dialCallSid === leg.sid),
    ),
  }));
  const [winner] = own
    .filter((leg) => leg.answer === 'human' && (named.size === 0 || named.has(leg.sid)))
    .sort(answeredFirst);
  return own.map((leg) => {
    if (leg.answer !== 'human' && leg.answer !== 'contradicted') return leg;
    if (named.size > 1 && named.has(leg.sid)) return { ...leg, answer: 'contradicted' };
    if (named.size > 0 && !named.has(leg.sid)) return { ...leg, answer: 'lost-race' };
    return winner && winner.sid !== leg.sid ? { ...leg, answer: 'lost-race' } : leg;
  });
}

/** The number of the Dial that an action reports on. */
export function dialOf(action: ActionEvent, legs: readonly Leg[]): number {
  const named = legs.find((leg) => leg.sid === action.dialCallSid) ?? legs.find((leg) => leg.step === action.step);
  if (named) return named.dial;
  const begun = legs.filter((leg) => leg.seenAt <= action.receivedAt);
  return begun.reduce((latest, leg) => Math.max(latest, leg.dial), 0);
}

/** @param legs numbered by their Dials. */
export function decideAnswers(legs: readonly Leg[], actions: readonly ActionEvent[]): Leg[] {
  const dials = [...new Set(legs.map((leg) => leg.dial))];
  return dials.flatMap((dial) =>
    settleDial(
      legs.filter((leg) => leg.dial === dial),
      actions.filter((action) => dialOf(action, legs) === dial),
    ),
  );
}

/** A person answered, or the evidence cannot decide whether one did. */
export function mayBeHuman(leg: Leg): boolean {
  return leg.answer === 'human' || leg.answer === 'contradicted';
}
