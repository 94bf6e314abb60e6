// What a call is, derived from its set of events alone: legs, times, who answered, how it ended. Judgement lives in verdict/.
import type { Disposition } from '../contract/result.js';
import type { AnsweredBy, CallEvent, DialledTarget, LegStatus, Stamp } from './callEvent.js';

/** When something happened, and the key of the event that says so. */
export interface Mark extends Stamp {
  key: string;
  /** False where the event carried no stamp and was placed by its receipt: good for order, never for a measure. */
  stamped: boolean;
}

/** What picked up: only `human` is a human answer; `contradicted` means the evidence disagrees with itself. */
export type Answer =
  | 'none'
  | 'human'
  | 'machine'
  | 'fax'
  | 'unknown'
  | 'menu'
  | 'not-bridged'
  | 'lost-race'
  | 'contradicted';

export interface Leg {
  sid: string;
  to: string | null;
  departmentId: string | null;
  officialId: string | null;
  /** Our `?step=`, where the URL carried one. */
  step: number | null;
  /** Legs of one Dial share it; 0-based, in time order. */
  dial: number;
  targetKind: DialledTarget['kind'] | null;
  status: LegStatus | null;
  initiated: Mark | null;
  ringing: Mark | null;
  answered: Mark | null;
  ended: Mark | null;
  answer: Answer;
  answeredBy: AnsweredBy | null;
  /** Detection said both a person and something else. */
  isAnswererDisputed: boolean;
  /** A sequence number below the answer (or the end) never arrived. */
  sequenceGap: boolean;
  /** Keys of every event of this leg, and of the action that names it. */
  evidence: string[];
  /** The earliest instant known of it: its first mark, or the receipt of the action that names it, ms. */
  seenAt: number;
  /** Receipt-based instants for live clocks, ms; they never enter a judgement. */
  ringingSince: number | null;
  talkingSince: number | null;
}

export interface Transfer {
  fromSid: string;
  /** null where it was asked for and nothing tells of the other desk. */
  toSid: string | null;
  kind: 'blind' | 'attended' | 'refer' | 'unknown';
  /** Did the next desk know what it was about? null where nothing tells. */
  briefed: boolean | null;
  /** `returned`: nobody took it and the desk before had the citizen again. null while open, or where nothing tells. */
  outcome: 'answered' | 'lost' | 'returned' | null;
  at: number | null;
  /** From the new desk's bell to its answer. */
  ringMs: number | null;
}

export interface Cover {
  calledOfficialId: string | null;
  answeredOfficialId: string | null;
  answeredDepartmentId: string | null;
  /** From the call's first bell to the answer of whoever covered, ms; null where one of the stamps is missing. */
  delayMs: number | null;
}

/** A wait in a call centre's queue. */
export interface QueueStay {
  /** When the citizen began to wait. Our own clock, as good as a whole-second stamp. */
  entered: Mark;
  /** ms in the queue; null while it lasts, or where nothing tells. */
  ms: number | null;
}

/** Everything below follows from `events` by deriveCall; stored beside them so that lists and indexes need no recount. */
export interface CallFacts {
  direction: 'inbound' | 'outbound-api' | 'outbound-dial' | null;
  from: string | null;
  to: string | null;
  status: LegStatus;
  /** Earliest of the voice URL's receipt and all stamps, ms. */
  startedAt: number;
  endedAt: number | null;
  /** Settled: nothing more can happen but late news. */
  settled: boolean;
  /** The first-dialled department and official. */
  departmentId: string | null;
  officialId: string | null;
  disposition: Disposition | null;
  cover: Cover | null;
  hungUpFirst: 'caller' | 'official' | null;
  /** Keys that tell who hung up first. */
  hungUpEvidence: string[];
  /** A time limit ended the Dial. */
  timeLimitReached: boolean;
  /** The wait in a call centre's queue; null for a call that was never queued. */
  queue: QueueStay | null;
  /** The moment the citizen began to wait, ms: receipt of the voice URL, end of a notice, or entry into the queue. */
  offeredAt: number | null;
  /** Somebody of an earlier Dial may have answered before the first known answer: how that Dial ended is unknown. */
  isEarlierAnswerPossible: boolean;
  /** The citizen's own end, where nothing known accounts for the time between it and the last desk's end. */
  unexplainedUntil: Mark | null;
  /** Offer to human answer, ms, nominal; null where somebody may have answered earlier. */
  waitMs: number | null;
  /** Index into `legs` of the first human answer, and of the leg that was talking when the call ended. */
  firstAnswer: number | null;
  lastTalk: number | null;
  transferCount: number;
  transfers: Transfer[];
  legs: Leg[];
}

export interface Call extends CallFacts {
  id: string;
  /** Sorted by key order of time, then key: the set, not the arrival. */
  events: CallEvent[];
  /** Same key, other content: the earliest received is in `events`, the others here. */
  conflicts: CallEvent[];
}
