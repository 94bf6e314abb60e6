import { createRandom } from '../random.js';
import { createConferences } from './conferences.js';
import { isOver } from './leg.js';
import type { Exchange, ExchangeParts, HistoryEntry, Leg } from './model.js';
import { createQueues } from './queues.js';
import { createStreams } from './streams.js';

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
