// From the set of events to the call, as one pure function: whatever order they came in, the same set is the same call.
import { decideAnswers, dialOf, mayBeHuman } from './answers.js';
import type { Call, CallFacts, Cover, Leg, Transfer } from './call.js';
import type { ActionEvent, CallEvent, LegStatus, NoticeEvent, StatusEvent, VoiceEvent } from './callEvent.js';
import { numberDials, unseenSteps } from './dials.js';
import { findDisposition, findEnding, findHangUp, findUnexplained, type RootEvents } from './ending.js';
import { compareText, type EventSet } from './eventSet.js';
import { type HandOverRequest, handOverRequestsOf } from './handOverRequests.js';
import { type DialledStep, isTerminal, legOf } from './legs.js';
import { surelyLaterMs } from './limits.js';
import { isAgent, type QueueFacts, queueOf, takenAsStatuses } from './queue.js';
import { findTransfers } from './transfers.js';

function ofKind<K extends CallEvent['kind']>(events: readonly CallEvent[], kind: K) {
  return events.filter((event): event is Extract<CallEvent, { kind: K }> => event.kind === kind);
}

/** What was dialled: step 1 by the voice URL's answer, each further step by the action before it or by who asked for it. */
function dialledSteps(
  voice: VoiceEvent | undefined,
  notice: NoticeEvent | undefined,
  actions: readonly ActionEvent[],
  requests: readonly HandOverRequest[],
): DialledStep[] {
  const first = [voice, notice].flatMap((event) => (event ? [{ step: 1, targets: event.dialled }] : []));
  const further = actions.map((action) => ({ step: (action.step ?? 1) + 1, targets: action.dialled }));
  return [...first, ...further, ...requests.map(({ step, targets }) => ({ step, targets }))];
}

function collectLegs(statuses: readonly StatusEvent[], actions: readonly ActionEvent[], steps: DialledStep[]): Leg[] {
  const sids = new Set([
    ...statuses.map((event) => event.callSid),
    ...actions.flatMap((action) => action.dialCallSid ?? []),
  ]);
  return [...sids].map((sid) =>
    legOf(
      sid,
      statuses.filter((event) => event.callSid === sid),
      actions.filter((action) => action.dialCallSid === sid),
      steps,
    ),
  );
}

/** The order in which people took the citizen: by Dial, then by answer. */
function inAnswerOrder(a: Leg, b: Leg): number {
  const at = (leg: Leg) => leg.answered?.ms ?? leg.seenAt;
  return a.dial - b.dial || at(a) - at(b) || compareText(a.sid, b.sid);
}

/** The leg that talked last: still talking, or ended last; an end that was lost counts only for the latest Dial. */
function lastTalking(answerers: readonly Leg[]): Leg | undefined {
  const latestDial = answerers.at(-1)?.dial;
  const until = (leg: Leg) =>
    leg.ended?.ms ?? (leg.dial === latestDial ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
  return answerers.reduce<Leg | undefined>((last, leg) => (last && until(last) > until(leg) ? last : leg), undefined);
}

/** A desk of an earlier Dial, seen or not, whose end nobody told: it may have answered and handed over. */
function isEarlierAnswerPossible(first: Leg, legs: readonly Leg[], actions: readonly ActionEvent[]): boolean {
  const isOpen = (leg: Leg) => leg.answer === 'none' && leg.ended === null;
  const isTold = (leg: Leg) => actions.some((action) => dialOf(action, legs) === leg.dial);
  if (legs.some((leg) => leg.dial < first.dial && isOpen(leg) && !isTold(leg))) return true;
  // One Dial's legs begin together: an open leg that is older than the answering one may be of a Dial before.
  const begun = (first.initiated ?? first.ringing)?.ms ?? Number.POSITIVE_INFINITY;
  const isOlder = (leg: Leg) => leg !== first && leg.dial === first.dial && begun - leg.seenAt >= surelyLaterMs;
  if (legs.some((leg) => isOlder(leg) && isOpen(leg))) return true;
  return unseenSteps(first.step, legs).some((step) => !actions.some((action) => action.step === step));
}

/** Agents who were rung and not connected answered nobody, whatever became of their legs. */
function withoutIdleAgents(legs: readonly Leg[], queue: QueueFacts | null): Leg[] {
  return legs.filter((leg) => !isAgent(leg, queue) || mayBeHuman(leg));
}

/** Desks that were asked while the one before stayed with the citizen, and gave back: what came after them is the first one's. */
function withoutReturned(legs: readonly Leg[], transfers: readonly Transfer[]): Leg[] {
  const returned = new Set(transfers.flatMap(({ outcome, toSid }) => (outcome === 'returned' ? toSid : [])));
  return legs.filter((leg) => !returned.has(leg.sid));
}

/** From the first bell of any desk to the answer, ms. */
function coverDelay(legs: readonly Leg[], first: Leg): number | null {
  const bells = legs.flatMap(({ ringing }) => (ringing?.stamped ? ringing.ms : []));
  if (!first.answered?.stamped || bells.length === 0) return null;
  return Math.max(0, first.answered.ms - Math.min(...bells));
}

function coverOf(voice: VoiceEvent | undefined, legs: readonly Leg[], first: Leg | undefined): Cover | null {
  if (!voice?.officialId || !first?.officialId || first.officialId === voice.officialId) return null;
  return {
    calledOfficialId: voice.officialId,
    answeredOfficialId: first.officialId,
    answeredDepartmentId: first.departmentId,
    delayMs: coverDelay(legs, first),
  };
}

function statusOf(root: RootEvents, legs: readonly Leg[], settled: boolean): LegStatus {
  const own = root.statuses.find((event) => isTerminal(event.status))?.status;
  if (own) return own;
  if (settled) return root.actions.findLast((action) => isTerminal(action.status))?.status ?? 'completed';
  if (legs.some((leg) => mayBeHuman(leg) && leg.ended === null)) return 'in-progress';
  return root.voice || legs.some((leg) => leg.ringing) ? 'ringing' : 'initiated';
}

function earliestInstant(events: readonly CallEvent[]): number {
  // A stamped event's receipt says nothing about when the call began, save where nothing else is known.
  const instants = events.flatMap((event) => {
    if (event.kind === 'listed') return event.startedAt;
    return event.kind === 'voice' ? [event.receivedAt, event.stamp?.ms ?? event.receivedAt] : (event.stamp?.ms ?? []);
  });
  return Math.min(...(instants.length > 0 ? instants : events.map((event) => event.receivedAt)));
}

/** @param id the root CallSid. `set.events` must not be empty. */
export function deriveCall(id: string, set: EventSet): Call {
  const { events } = set;
  const voice = ofKind(events, 'voice').find((event) => event.callSid === id);
  const actions = ofKind(events, 'action').sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
  const statuses = ofKind(events, 'status');
  const requests = handOverRequestsOf(events);
  const direction = events.find((event) => event.callSid === id && event.direction)?.direction ?? null;
  // A leg whose root nobody has named yet stands for itself.
  const isOrphan = direction === 'outbound-dial';
  const isOwn = (event: StatusEvent) => event.callSid === id && !isOrphan;
  const listed = ofKind(events, 'listed').find((event) => event.callSid === id);
  const root: RootEvents = {
    voice,
    isListed: listed !== undefined,
    statuses: statuses.filter(isOwn),
    actions: actions.filter((action) => action.callSid === id && !isOrphan),
    requests,
  };

  const notice = ofKind(events, 'notice').find((event) => event.callSid === id);
  const queue = queueOf(events, id, notice ?? voice, voice?.answer === 'queue');
  const collected = collectLegs(
    [...statuses.filter((event) => !isOwn(event)), ...takenAsStatuses(events)],
    actions,
    dialledSteps(voice, notice, actions, requests),
  );
  const dialled = numberDials(collected, (leg) => isAgent(leg, queue));
  const ending = findEnding(root, dialled, isOrphan);
  const legs = decideAnswers(dialled, actions, ending.settled, queue);
  const answerers = legs.filter(mayBeHuman).sort(inAnswerOrder);
  const first = answerers[0];
  const last = lastTalking(answerers);
  const startedAt = earliestInstant(events);
  const offeredAt = queue?.entered.ms ?? (notice ?? voice)?.receivedAt ?? null;
  const told = new Set(actions.map((action) => dialOf(action, legs)));
  const transfers = findTransfers({ legs, answerers, told, requests, settled: ending.settled });
  const isEarlierPossible =
    first !== undefined && isEarlierAnswerPossible(first, withoutIdleAgents(legs, queue), actions);
  const sureFirst = isEarlierPossible || first?.answer !== 'human' ? undefined : first;
  // A sibling whose end has not come may yet prove to be the one who took the citizen.
  const isRivalOpen = legs.some((leg) => leg !== first && leg.dial === first?.dial && leg.ended === null);
  const isWinnerSure = sureFirst !== undefined && (told.has(sureFirst.dial) || !isRivalOpen);
  const facts: CallFacts = {
    direction,
    from: events.find((event) => event.callSid === id && event.from)?.from ?? null,
    to: events.find((event) => event.callSid === id && event.to)?.to ?? null,
    status: statusOf(root, legs, ending.settled),
    startedAt,
    endedAt: ending.endedAt,
    settled: ending.settled,
    departmentId: (voice ?? listed)?.departmentId ?? null,
    officialId: (voice ?? listed)?.officialId ?? null,
    disposition: direction === 'inbound' ? findDisposition(root, legs, ending, offeredAt, events) : null,
    cover: coverOf(voice, legs, isWinnerSure ? sureFirst : undefined),
    ...findHangUp(id, events, root, withoutReturned(legs, transfers), last),
    queue: queue && { entered: queue.entered, ms: queue.ms },
    offeredAt,
    isEarlierAnswerPossible: isEarlierPossible,
    unexplainedUntil: findUnexplained(root, legs, ending),
    waitMs: offeredAt !== null && sureFirst?.answered?.stamped ? Math.max(0, sureFirst.answered.ms - offeredAt) : null,
    firstAnswer: first ? legs.indexOf(first) : null,
    lastTalk: last ? legs.indexOf(last) : null,
    transferCount: transfers.filter((transfer) => transfer.outcome === 'answered').length,
    transfers,
    legs,
  };
  return { id, ...facts, ...set };
}
