// How a call ended: whether it is settled, when, who hung up first, and its one disposition (DESIGN.md, "Figures, exactly").
import type { Disposition } from '../contract/result.js';
import { dialOf, mayBeHuman } from './answers.js';
import type { CallFacts, Leg, Mark } from './call.js';
import type { ActionEvent, CallEvent, LegStatus, StatusEvent, VoiceEvent } from './callEvent.js';
import { firstToLeave } from './conference.js';
import { endIntentOf, type HandOverRequest } from './handOverRequests.js';
import { firstWith, isTerminal, markOf } from './legs.js';
import { dialTimeLimitSeconds, shortAbandonMs, surelyLaterMs } from './limits.js';
import { isMessageLeft } from './messages.js';

export interface RootEvents {
  voice: VoiceEvent | undefined;
  /** Twilio's list told of the call. */
  isListed: boolean;
  /** Status callbacks of the citizen's own leg. */
  statuses: readonly StatusEvent[];
  /** Of the citizen's own Dials, in time order. */
  actions: readonly ActionEvent[];
  requests: readonly HandOverRequest[];
}

export interface Ending {
  settled: boolean;
  endedAt: number | null;
  /** The citizen's own terminal status. */
  rootEnd: { mark: Mark; status: LegStatus | undefined } | null;
}

function latest(marks: readonly (Mark | null)[]): Mark | null {
  return marks.reduce<Mark | null>((last, mark) => (mark && (!last || mark.ms > last.ms) ? mark : last), null);
}

export function latestDial(legs: readonly Leg[]): number {
  return legs.reduce((latest, leg) => Math.max(latest, leg.dial), 0);
}

/** The citizen was sent elsewhere since: whatever the action was answered with, nothing came of it. */
function isOvertaken({ step }: ActionEvent, requests: readonly HandOverRequest[]): boolean {
  return step !== undefined && requests.some((request) => request.kind !== 'refer' && request.step > step);
}

/** Over when the citizen's leg ended, or when an action found it gone, or when the last Dial's was answered by hanging up. */
export function findEnding(root: RootEvents, legs: readonly Leg[], isOrphan: boolean): Ending {
  const terminal = firstWith(root.statuses, isTerminal);
  const lastAction = root.actions.findLast(
    (action) =>
      isTerminal(action.status) ||
      (action.next === 'end' && dialOf(action, legs) >= latestDial(legs) && !isOvertaken(action, root.requests)),
  );
  const legEnd = latest(legs.map((leg) => leg.ended));
  const orphanEnded = isOrphan && legs.length > 0 && legs.every((leg) => leg.ended !== null);
  const rootMark = terminal ? markOf(terminal) : null;
  const settled = terminal !== undefined || lastAction !== undefined || orphanEnded;
  // An action carries no stamp: the last leg's own end stands above its receipt.
  const end = rootMark ?? legEnd ?? (lastAction ? markOf(lastAction) : null);
  return {
    settled,
    endedAt: settled && end ? end.ms : null,
    rootEnd: terminal && rootMark ? { mark: rootMark, status: terminal.status } : null,
  };
}

type HangUp = Pick<CallFacts, 'hungUpFirst' | 'hungUpEvidence' | 'timeLimitReached'>;

const hangUpUnknown: HangUp = { hungUpFirst: null, hungUpEvidence: [], timeLimitReached: false };

/**
 * No action came: the citizen's own end well before the desk's tells that the citizen left. The other order tells nothing,
 * because whoever stayed on may have talked to somebody else.
 */
function leftFirst(root: RootEvents, lastTalk: Leg): HangUp {
  const left = firstWith(root.statuses, isTerminal);
  const mark = left && markOf(left);
  if (!left || !mark?.stamped || !lastTalk.ended?.stamped) return hangUpUnknown;
  if (lastTalk.ended.ms - mark.ms < surelyLaterMs) return hangUpUnknown;
  return { ...hangUpUnknown, hungUpFirst: 'caller', hungUpEvidence: [left.key, lastTalk.ended.key] };
}

/** A Dial into the conference: it names no desk, and outlasts each of them. */
function isOfConference(action: ActionEvent): boolean {
  return action.dialStatus === 'answered' && action.dialCallSid === undefined;
}

/**
 * The action of the last talking leg's Dial finds the citizen still there (the official's side ended) or gone. Who handed
 * the citizen on did not hang up; and without a duration the official's leg was sent elsewhere before it ended.
 */
export function findHangUp(
  id: string,
  events: readonly CallEvent[],
  root: RootEvents,
  legs: readonly Leg[],
  lastTalk: Leg | undefined,
): HangUp {
  const ended = endIntentOf(events);
  if (ended) return { ...hangUpUnknown, hungUpEvidence: ended.keys };
  const left = lastTalk ? firstToLeave(events, id, lastTalk.sid) : undefined;
  if (left?.side) return { ...hangUpUnknown, hungUpFirst: left.side, hungUpEvidence: left.evidence };
  const action = lastTalk && root.actions.findLast((one) => dialOf(one, legs) === lastTalk.dial);
  const isOther = action?.dialCallSid !== undefined && action.dialCallSid !== lastTalk?.sid;
  if (lastTalk && (!action || isOfConference(action))) return leftFirst(root, lastTalk);
  if (!action || isOther || action.next !== 'end' || latestDial(legs) > lastTalk.dial) return hangUpUnknown;
  const timeLimitReached = (action.dialDurationSeconds ?? 0) >= dialTimeLimitSeconds;
  const isConnectedToEnd = action.dialDurationSeconds !== undefined || action.queue?.result === 'bridged';
  const isOfficial = action.status === 'in-progress' && isConnectedToEnd;
  const side = isTerminal(action.status) ? 'caller' : isOfficial ? 'official' : null;
  return { hungUpFirst: timeLimitReached ? null : side, hungUpEvidence: [action.key], timeLimitReached };
}

/** Without the last Dial's action, a citizen who stayed on after the last known end may have talked to a desk unknown. */
export function findUnexplained(root: RootEvents, legs: readonly Leg[], ending: Ending): Mark | null {
  const until = ending.rootEnd?.mark;
  const known = latest(legs.map((leg) => leg.ended));
  if (!until?.stamped || !known?.stamped || until.ms - known.ms < surelyLaterMs) return null;
  return root.actions.some((action) => dialOf(action, legs) === latestDial(legs)) ? null : until;
}

/** The Dial gave up while the citizen was still there: once a bell rang out, a dead line elsewhere excuses nothing. */
function gaveUp(dialStatus: ActionEvent['dialStatus'], legs: readonly Leg[]): Disposition {
  const hasRung = (leg: Leg) => leg.status === 'no-answer' || (leg.ringing !== null && leg.status !== 'busy');
  if (legs.some(hasRung)) return 'no-answer';
  if (dialStatus === 'failed') return legs.some((leg) => leg.status === 'busy') ? 'busy' : 'failed';
  return dialStatus === 'busy' ? 'busy' : 'no-answer';
}

function notAnswered(
  root: RootEvents,
  legs: readonly Leg[],
  ending: Ending,
  offeredAt: number | null,
  isMessageLeft: boolean,
): Disposition {
  if (root.voice?.answer === 'closed') return 'closed';
  if (isMessageLeft || legs.some((leg) => leg.answer === 'machine')) return 'voicemail';
  if (root.voice?.answer === 'nobody') return 'no-answer';
  const final = root.actions.at(-1);
  if ((final?.next === 'end' || final?.next === 'voicemail') && !isTerminal(final.status))
    return gaveUp(final.dialStatus, legs);
  if (legs.length === 0 && root.voice?.answer === 'unknown-number') return 'failed';
  // Twilio asked us what to do with the citizen, and nothing of ours ever rang.
  if (legs.length === 0 && root.isListed && !root.voice) return 'failed';
  // We dialled further, and the citizen left before any desk of that Dial was heard of.
  const isBetween = final?.next === 'dial' && dialOf(final, legs) >= latestDial(legs);
  const isWaiting = root.voice?.answer === 'queue' || final?.queue !== undefined;
  const every = (status: LegStatus) =>
    !isBetween && !isWaiting && legs.length > 0 && legs.every((leg) => leg.status === status);
  if (every('busy')) return 'busy';
  if (every('failed')) return 'failed';
  const rootStatus = ending.rootEnd?.status;
  if (legs.length === 0 && (rootStatus === 'busy' || rootStatus === 'failed')) return rootStatus;
  const lastRung = legs.filter((leg) => leg.dial === latestDial(legs)).map((leg) => leg.ended);
  const rangOut =
    lastRung.includes(null) || isBetween || isWaiting || isTerminal(final?.status) ? null : latest(lastRung);
  const left = ending.rootEnd?.mark;
  // The desks stopped ringing before the citizen left.
  if (rangOut?.stamped && left?.stamped && left.ms - rangOut.ms >= surelyLaterMs) return 'no-answer';
  // Short is an excuse: it needs to be known when the citizen began to wait.
  const isShort = offeredAt !== null && (ending.endedAt ?? offeredAt) - offeredAt <= shortAbandonMs;
  return isShort ? 'short-abandoned' : 'abandoned';
}

/** @param offeredAt the voice URL's receipt, ms; null where that was lost. */
export function findDisposition(
  root: RootEvents,
  legs: readonly Leg[],
  ending: Ending,
  offeredAt: number | null,
  events: readonly CallEvent[],
): Disposition | null {
  if (!ending.settled) return null;
  return legs.some(mayBeHuman) ? 'answered' : notAnswered(root, legs, ending, offeredAt, isMessageLeft(events));
}
