// One telephone in one call, and the call that it belongs to: a citizen's or REST's first leg and all that it dialled.
import type { CallOutcome, LegOutcome } from '../callOutcome.js';
import type { CallPlan, DeskPlan, KeyPlan, TalkPlan } from '../callPlan.js';
import type { Sending } from '../createSending.js';
import type { LegFacts } from '../requestFields.js';
import type { SimulationClock } from '../simulationClock.js';
import type { Hook, Verb } from '../twiml/verbs.js';
import type { Exchange } from './exchange.js';
import { createInbox, type Inbox } from './inbox.js';
import type { Signal } from './signal.js';

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

export const terminalStatuses = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];

export const isOver = (leg: Leg): boolean => leg.endedAt !== null;

export const nowOf = (leg: Leg): number => leg.call.clock.now();

export function createLeg(
  call: Call,
  facts: LegFacts,
  more: Pick<Leg, 'callback' | 'events' | 'dial' | 'status' | 'desk'>,
): Leg {
  return {
    ...more,
    facts,
    call,
    inbox: createInbox(call.clock, call.exchange.stopping),
    sequence: 0,
    createdAt: call.clock.now(),
    queueMs: 0,
    initiatedAt: null,
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    answer: 'none',
    answeredBy: undefined,
    isGone: false,
    endWord: null,
    documentUrl: '',
    keysLeft: [...(more.desk ? (more.desk.keys ?? []) : call.plan.keys)],
    hearers: new Set(),
    voice: null,
    heldAnswer: undefined,
    onConnected: null,
  };
}

/** What an answered desk and the citizen do with each other. */
export function talkOf(leg: Leg, fallback: TalkPlan): TalkPlan {
  return leg.desk?.talk ?? leg.call.plan.dials[leg.dial]?.talk ?? fallback;
}

/** Keeps the call open until this is done; what goes wrong in it is thrown when the call ends. */
export function keepTask(call: Call, work: Promise<unknown>): void {
  const task: Promise<void> = work
    .then(
      () => undefined,
      (error: unknown) => void call.failures.push(error),
    )
    .finally(() => call.tasks.delete(task));
  call.tasks.add(task);
}
