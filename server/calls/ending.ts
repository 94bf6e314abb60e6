// How a call ended: whether it is settled, when, who hung up first, and its one disposition (DESIGN.md, "Figures, exactly").
import type { Disposition } from '../contract/result.js';
import { dialOf, mayBeHuman } from './answers.js';
import type { CallFacts, Leg, Mark } from './call.js';
import type { ActionEvent, LegStatus, StatusEvent, VoiceEvent } from './callEvent.js';
import { firstWith, isTerminal, markOf } from './legs.js';
import { dialTimeLimitSeconds, shortAbandonMs } from './limits.js';

export interface RootEvents {
  voice: VoiceEvent | undefined;
  /** Status callbacks of the citizen's own leg. */
  statuses: readonly StatusEvent[];
  /** In time order. */
  actions: readonly ActionEvent[];
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

/** Over when the citizen's leg ended, or when a Dial's action found it gone or was answered by hanging up. */
export function findEnding(root: RootEvents, legs: readonly Leg[], isOrphan: boolean): Ending {
  const terminal = firstWith(root.statuses, isTerminal);
  const lastAction = root.actions.findLast((action) => action.next === 'end' || isTerminal(action.status));
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

/** The action of the last talking leg's Dial finds the citizen still there (the official's side ended) or gone. */
export function findHangUp(root: RootEvents, legs: readonly Leg[], lastTalk: Leg | undefined): HangUp {
  const action = lastTalk && root.actions.findLast((one) => dialOf(one, legs) === lastTalk.dial);
  if (!action) return { hungUpFirst: null, hungUpEvidence: [], timeLimitReached: false };
  const timeLimitReached = (action.dialDurationSeconds ?? 0) >= dialTimeLimitSeconds;
  const side = isTerminal(action.status) ? 'caller' : action.status === 'in-progress' ? 'official' : null;
  return { hungUpFirst: timeLimitReached ? null : side, hungUpEvidence: [action.key], timeLimitReached };
}

function notAnswered(root: RootEvents, legs: readonly Leg[], ending: Ending, offeredAt: number): Disposition {
  if (legs.some((leg) => leg.answer === 'machine')) return 'voicemail';
  const final = root.actions.at(-1);
  // The Dial gave up while the citizen was still there.
  if (final?.next === 'end' && !isTerminal(final.status)) {
    return final.dialStatus === 'busy' || final.dialStatus === 'failed' ? final.dialStatus : 'no-answer';
  }
  if (legs.length === 0 && root.voice?.answer === 'unknown-number') return 'failed';
  const every = (status: LegStatus) => legs.length > 0 && legs.every((leg) => leg.status === status);
  if (every('busy')) return 'busy';
  if (every('failed')) return 'failed';
  const rootStatus = ending.rootEnd?.status;
  if (legs.length === 0 && (rootStatus === 'busy' || rootStatus === 'failed')) return rootStatus;
  const rangOut = latest(legs.map((leg) => leg.ended));
  const left = ending.rootEnd?.mark;
  // Stamps two seconds apart are surely in this order: the desks stopped ringing before the citizen left.
  if (final === undefined && rangOut?.stamped && left?.stamped && left.ms - rangOut.ms >= 2000) return 'no-answer';
  return (ending.endedAt ?? offeredAt) - offeredAt <= shortAbandonMs ? 'short-abandoned' : 'abandoned';
}

/** @param offeredAt the voice URL's receipt, or the start of the call where that was lost; ms. */
export function findDisposition(
  root: RootEvents,
  legs: readonly Leg[],
  ending: Ending,
  offeredAt: number,
): Disposition | null {
  if (!ending.settled) return null;
  return legs.some(mayBeHuman) ? 'answered' : notAnswered(root, legs, ending, offeredAt);
}
