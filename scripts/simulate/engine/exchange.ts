// What all calls of one stand-in share: the account's legs, rooms and recordings, and the people behind its telephones.
import type { DeskPlan } from '../callPlan.js';
import type { DebuggerEntry } from '../debuggerLog.js';
import type { Answered, Delivery, Post } from '../deliverRequest.js';
import type { Disturbance } from '../disturbance.js';
import { createRandom } from '../random.js';
import type { StreamLine } from '../stream/openStream.js';
import type { Totals } from '../totals.js';
import { type Conferences, createConferences } from './conferences.js';
import { isOver, type Leg } from './leg.js';
import { createQueues, type Queues } from './queues.js';
import type { Recording } from './recordings.js';
import { createStreams, type Streams } from './streams.js';

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

/** Ended legs kept for REST. */
const legsRemembered = 5_000;
const outboundEveryMs = 1_000;

export function createExchange(parts: ExchangeParts): Exchange {
  const legs = new Map<string, Leg>();
  const history = new Map<string, HistoryEntry[]>();
  const ended: string[] = [];
  const random = createRandom(`${parts.seed}/sids`);
  const newSid = (prefix: string) => `${prefix}${random.hex(32)}`;
  let lastOutboundAt = Number.NEGATIVE_INFINITY;
  return {
    ...parts,
    legs,
    history,
    newSid,
    conferences: createConferences(() => newSid('CF')),
    queues: createQueues(() => newSid('QU')),
    recordings: new Map(),
    streams: createStreams(parts.line, () => newSid('MZ')),
    onLeg(leg) {
      const { sid } = leg.facts;
      legs.set(sid, leg);
      if (!isOver(leg)) return;
      ended.push(sid);
      if (ended.length <= legsRemembered) return;
      const oldest = ended.shift() ?? '';
      legs.delete(oldest);
      history.delete(oldest);
    },
    onAnswered(entry) {
      const { post, answered } = entry;
      const { sid, at } = post;
      history.set(sid, [...(history.get(sid) ?? []), entry]);
      if (!answered.problem) return;
      const { code, reason: message } = answered.problem;
      parts.log({ at, sid, level: post.wants === 'twiml' ? 'error' : 'warning', code, message });
    },
    queueMs(now) {
      lastOutboundAt = Math.max(now, lastOutboundAt + outboundEveryMs);
      return lastOutboundAt - now;
    },
  };
}
