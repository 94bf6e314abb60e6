// What a Twilio is made of: legs and the calls they belong to, what may happen to them, and the rooms where they meet.
import type { CallOutcome, LegOutcome } from '../callOutcome.js';
import type { CallPlan, DeskPlan, KeyPlan } from '../callPlan.js';
import type { Sending } from '../createSending.js';
import type { DebuggerEntry } from '../debuggerLog.js';
import type { Answered, Delivery, Post } from '../deliverRequest.js';
import type { Disturbance } from '../disturbance.js';
import type { LegFacts } from '../requestFields.js';
import type { SimulationClock } from '../simulationClock.js';
import type { Totals } from '../totals.js';
import type { ConferenceNoun, Hook, StreamVerb, Verb } from '../twiml/verbs.js';
import type { Inbox } from './inbox.js';

/** A telephone about to be rung, for those who decide how it behaves. */
export interface DialledPhone {
  address: string;
  /** The first leg of its call. */
  root: string;
  /** Which Dial of the call, from 0, and which of its nouns; -1 and 0 for a call made by REST. */
  dial: number;
  position: number;
}

/** A webhook and what came of it, as a call's own event log keeps it. */
export interface HistoryEntry {
  post: Post;
  answered: Answered;
  /** ms from the request to the answer. */
  tookMs: number;
}

export interface ExchangeParts {
  accountSid: string;
  seed: string;
  delivery: Delivery;
  disturbance: Disturbance;
  totals: Totals;
  stopping: AbortSignal;
  line: StreamLine;

  phone(asked: DialledPhone): DeskPlan;
  log(entry: DebuggerEntry): void;
}

export interface Exchange extends ExchangeParts {
  /** Live ones, and the last few thousand that ended. */
  legs: ReadonlyMap<string, Leg>;
  history: ReadonlyMap<string, readonly HistoryEntry[]>;
  conferences: Conferences;
  queues: Queues;
  recordings: Map<string, Recording>;
  streams: Streams;
  /** Random, and the same for the same seed and order. */
  newSid(prefix: 'CA' | 'CF' | 'QU' | 'RE' | 'MZ'): string;
  /** A leg began or changed. */
  onLeg(leg: Leg): void;
  onAnswered(entry: HistoryEntry): void;
  /** ms until a call made now by REST may leave Twilio's queue: one a second does. */
  queueMs(now: number): number;
}

export interface Call {
  exchange: Exchange;
  plan: CallPlan;
  clock: SimulationClock;
  sending: Sending;
  startedAt: number;
  /** The citizen's leg, or the first leg of a call made through REST. */
  root: Leg;
  /** Since when the citizen waits for a person. */
  waitingSince: number;
  dials: number;
  /** Everybody who was dialled, in the order in which Twilio began to. */
  legs: Leg[];
  lastDialStatus: string | null;
  hungUpFirst: 'caller' | 'official' | null;
  callerLeft: boolean;
  /** Of the last talk, when it ended as its plan says. */
  pauseMs: number | null;
  transfers: CallOutcome['transfers'];
  connections: CallOutcome['connections'];
  warnings: string[];
  /** Work that outlives the verb that began it; the call is over when all of it is. */
  tasks: Set<Promise<void>>;
  failures: unknown[];
  /** Follows TwiML on one of its legs; `ran-out`: the last verb is done and the leg is still there. */
  follow(leg: Leg, first: Verb[] | null): Promise<'ran-out' | 'over'>;
}

export interface Leg {
  facts: LegFacts;
  call: Call;
  inbox: Inbox<Signal>;
  /** How the person or machine behaves; null for a citizen, of whom the call's plan speaks. */
  desk: DeskPlan | null;
  callback: Hook | null;
  events: readonly string[];
  /** Counts the events that were fired, from 0. */
  sequence: number;
  dial: number;
  status: string;
  createdAt: number;
  /** ms in the queue that one call made by REST leaves a second. */
  queueMs: number;
  initiatedAt: number | null;
  ringingAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
  answer: LegOutcome['answer'];
  answeredBy: string | undefined;
  /** Its person has put the receiver down. */
  isGone: boolean;
  /** How it ends if it ends unanswered; null leaves that to what was going on. */
  endWord: string | null;
  /** Relative URLs in TwiML that came without one count from here. */
  documentUrl: string;
  keysLeft: (KeyPlan | null)[];
  /** Who hears this leg now. */
  hearers: Set<Leg>;
  /** What this leg says, since when. */
  voice: { at: number; sound: () => Promise<Uint8Array> } | null;
  /** The news of its answer, held back until its instructions are fetched; undefined where it is told at once. */
  heldAnswer: (() => void) | null | undefined;
  /** Told when the leg is connected to somebody: ends a REFER's other leg. */
  onConnected: (() => void) | null;
}

export type Signal =
  /** Its person puts the receiver down, presses keys, or has the telephone send REFER. */
  | { kind: 'hung-up' }
  | { kind: 'pressed'; digits: string }
  | { kind: 'refers'; to: string }
  /** REST asks. */
  | { kind: 'command'; command: Command }
  /** Somebody else ended this leg, and has said so. */
  | { kind: 'over' }
  /** To a Dial: one of its telephones can be connected, has ended, or follows instructions of its own now. */
  | { kind: 'ready' | 'ended' | 'left'; leg: Leg }
  /** To a Dial whose telephone sent REFER. */
  | { kind: 'referred'; leg: Leg; to: string }
  /** To a member of a queue: an agent takes it, and the talk with that agent is over. */
  | { kind: 'taken'; by: Leg; whisper: Hook | null }
  | { kind: 'released'; result: 'bridged' | 'error' }
  /** To a Dial that waits for a queue to fill. */
  | { kind: 'joined' }
  /** To a participant: the conference ended, or REST removed it. */
  | { kind: 'conference-over' }
  | { kind: 'removed' };

export type Command = { sid: string } & (
  | { ask: 'end' }
  | { ask: 'redirect'; twiml: string }
  | { ask: 'redirect'; to: Hook }
);

export interface Participant {
  leg: Leg;
  label: string | null;
  muted: boolean;
  hold: boolean;
  coaching: boolean;
  coaches: string | null;
  startsOnEnter: boolean;
  endsOnExit: boolean;
  joinedAt: number;
  updatedAt: number;
}

export interface Conference {
  sid: string;
  name: string;
  createdAt: number;
  updatedAt: number;
  status: 'init' | 'in-progress' | 'completed';
  participants: Participant[];
  /** The first participant's, for as long as the conference lives. */
  callback: Hook | null;
  events: readonly string[];
  sequence: number;
  endReason: string | null;
  endedBy: string | null;
}

export interface Conferences {
  all: Map<string, Conference>;
  /** The one of this name that goes on, or a new one. */
  open(noun: Pick<ConferenceNoun, 'name' | 'statusCallback' | 'events'>, at: number): Conference;
}

export interface Member {
  leg: Leg;
  enqueuedAt: number;
  takenAt?: number;
}

export interface Queue {
  sid: string;
  name: string;
  createdAt: number;
  maxSize: number;
  /** In the order in which they are taken. */
  members: Member[];
  /** Legs whose <Dial><Queue> waits. */
  agents: Set<Leg>;
  /** ms, of those who were taken. */
  waits: number[];
}

export interface Queues {
  all: Map<string, Queue>;
  /** By its name, or by its SID; the first who names a queue makes it. */
  open(name: string, at: number): Queue;
}

export type RecordingSource = 'DialVerb' | 'RecordVerb' | 'Conference' | 'OutboundAPI' | 'StartCallRecordingAPI';

export interface Recording {
  sid: string;
  callSid: string;
  conferenceSid: string | null;
  startedAt: number;
  /** null while it runs. */
  endedAt: number | null;
  channels: 1 | 2;
  source: RecordingSource;
}

export type StreamWish = Omit<StreamVerb, 'verb'>;

export interface Stream {
  sid: string;
  leg: Leg;
  wish: StreamWish;
  status: 'in-progress' | 'stopped';
  updatedAt: number;
}

export interface Streams {
  all: Map<string, Stream>;
  /** Undefined when the leg has as many tracks as Twilio forks. */
  start(leg: Leg, wish: StreamWish): Stream | undefined;
  /** By SID or name; false when no such stream runs on this leg. */
  stop(leg: Leg, sidOrName: string): boolean;
  stopAll(leg: Leg): void;
}

export interface StreamLine {
  authToken: string;
  /** Both as http or https; addresses below the public one are opened at the target. */
  publicBaseUrl: string;
  target: string;
}
