// Who picked up: decides for every leg whether a person answered the citizen (DESIGN.md, "The 333 rule", Words).
import type { Answer, Leg } from './call.js';
import type { ActionEvent } from './callEvent.js';
import { compareText } from './eventSet.js';
import { agentAnswer, isAgent, type QueueFacts } from './queue.js';

const refused: ReadonlySet<string> = new Set(['busy', 'no-answer', 'failed', 'canceled']);

function isConnected(action: ActionEvent): boolean {
  return action.bridged === true || action.dialStatus === 'completed' || action.dialStatus === 'answered';
}

/** Is the action's word about the whole Dial also about this leg? One of another leg without our step may be of another Dial. */
function concerns(action: ActionEvent, leg: Leg): boolean {
  if (action.dialCallSid === undefined || action.dialCallSid === leg.sid) return true;
  return action.step !== undefined && action.step === leg.step;
}

/** What the evidence says of the leg, its siblings' pick-ups left aside. */
function ownAnswer(leg: Leg, actions: readonly ActionEvent[]): Answer {
  const saysConnected = actions.some((action) => action.dialCallSid === leg.sid && isConnected(action));
  // A child ends as `completed` only after somebody or something had picked it up.
  const pickedUp = leg.answered !== null || leg.status === 'completed' || saysConnected;
  if (!pickedUp) return 'none';
  if (leg.targetKind === 'voicemail') return 'machine';
  if (leg.targetKind === 'menu') return 'menu';
  if (leg.isAnswererDisputed) return 'contradicted';
  if (leg.answeredBy !== null && leg.answeredBy !== 'human') return leg.answeredBy;
  if (actions.some((action) => action.bridged === false)) return 'not-bridged';
  const denied = actions.some((action) => action.dialStatus !== undefined && refused.has(action.dialStatus));
  return denied || (leg.status !== null && refused.has(leg.status)) ? 'contradicted' : 'human';
}

function answeredFirst(a: Leg, b: Leg): number {
  const at = (leg: Leg) => leg.answered?.ms ?? Number.POSITIVE_INFINITY;
  return (at(a) === at(b) ? 0 : at(a) - at(b)) || compareText(a.sid, b.sid);
}

function settleDial(
  legs: readonly Leg[],
  actions: readonly ActionEvent[],
  isOver: boolean,
  queue: QueueFacts | null,
): Leg[] {
  const agents = legs.filter((leg) => isAgent(leg, queue));
  const named = new Set(actions.filter(isConnected).flatMap((action) => action.dialCallSid ?? []));
  const own = legs.map((leg) => {
    if (queue && isAgent(leg, queue)) {
      return { ...leg, answer: agentAnswer(leg, ownAnswer(leg, []), agents, queue, isOver) };
    }
    const answer = ownAnswer(
      leg,
      actions.filter((action) => concerns(action, leg)),
    );
    return { ...leg, answer };
  });
  const candidates = own
    .filter((leg) => leg.answer === 'human' && (named.size === 0 || named.has(leg.sid)))
    .sort(answeredFirst);
  const [winner] = candidates;
  // Until the Dial names its winner the lower stamp is a guess: a stamp that was lost or a rival who stayed longer on the
  // line refutes it, and once the call is over only an end that was the last can confirm it.
  const until = (leg: Leg) => leg.ended?.ms ?? Number.POSITIVE_INFINITY;
  const isGuess = winner !== undefined && candidates.length > 1;
  const isRefuted =
    isGuess &&
    (candidates.some((leg) => leg.answered === null || until(leg) > until(winner)) ||
      (isOver && winner.ended === null));
  return own.map((leg) => {
    if (leg.answer !== 'human' && leg.answer !== 'contradicted') return leg;
    if (named.size > 1 && named.has(leg.sid)) return { ...leg, answer: 'contradicted' };
    if (isRefuted && candidates.includes(leg)) return { ...leg, answer: 'contradicted' };
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

/**
 * @param legs numbered by their Dials
 * @param isOver the call is settled
 * @param queue in which the citizen waited
 */
export function decideAnswers(
  legs: readonly Leg[],
  actions: readonly ActionEvent[],
  isOver: boolean,
  queue: QueueFacts | null = null,
): Leg[] {
  const dials = [...new Set(legs.map((leg) => leg.dial))];
  return dials.flatMap((dial) =>
    settleDial(
      legs.filter((leg) => leg.dial === dial),
      actions.filter((action) => dialOf(action, legs) === dial),
      isOver,
      queue,
    ),
  );
}

/** A person answered, or the evidence cannot decide whether one did. */
export function mayBeHuman(leg: Leg): boolean {
  return leg.answer === 'human' || leg.answer === 'contradicted';
}
