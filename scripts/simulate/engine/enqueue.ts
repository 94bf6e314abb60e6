// <Enqueue>: a citizen waits to music, asked about by each turn of the waitUrl, until an agent takes the call (1.7).

import { commonFields, type Fields } from '../requestFields.js';
import type { EnqueueVerb, Hook, Verb } from '../twiml/verbs.js';
import { askAction, hangUp, heed, leavesAt, type Next } from './attend.js';
import { fetchTwiml } from './fetchTwiml.js';
import { isOver, nowOf } from './leg.js';
import type { Leg, Member, Queue, Signal } from './model.js';
import { averageWait } from './queues.js';
import { answer, disconnect } from './report.js';
import { spokenMs } from './spokenMs.js';

/** A waitUrl that plays nothing is not asked more often than this. */
const shortestTurnMs = 1_000;

type Result = 'bridged' | 'error' | 'hangup' | 'leave' | 'redirected' | 'redirected-from-bridged';
type Waited = { result: Result; next?: Next };

export async function enqueue(leg: Leg, verb: EnqueueVerb): Promise<Next> {
  answer(leg);
  const { exchange } = leg.call;
  const queue = exchange.queues.open(verb.name, nowOf(leg));
  if (queue.members.length >= queue.maxSize) return await askAction(leg, verb.action, [['QueueResult', 'queue-full']]);
  const member: Member = { leg, enqueuedAt: nowOf(leg) };
  queue.members.push(member);
  const [agent] = queue.agents;
  agent?.inbox.put({ kind: 'joined' });
  const { result, next } = await waitInQueue(leg, queue, member, verb.waits);
  queue.members = queue.members.filter((one) => one !== member);
  disconnect(leg);
  const waitedMs = (member.takenAt ?? nowOf(leg)) - member.enqueuedAt;
  const fields: Fields = [
    ['QueueResult', result],
    ['QueueSid', queue.sid],
    ['QueueTime', String(Math.round(waitedMs / 1000))],
  ];
  const answered = await askAction(leg, verb.action, fields);
  // A redirect has its own instructions; the action is told all the same.
  return next === undefined ? answered : next;
}

async function waitInQueue(leg: Leg, queue: Queue, member: Member, waits: Hook | null): Promise<Waited> {
  const gone = leavesAt(leg);
  for (;;) {
    const verbs = waits ? await fetchTwiml(leg, waits, waitFields(leg, queue, member)) : null;
    // Without a waitUrl, or when it fails, there is Twilio's own music.
    if (verbs?.some(({ verb }) => verb === 'Leave' || verb === 'Hangup')) return { result: 'leave' };
    const turnMs = verbs ? Math.max(shortestTurnMs, durationOf(verbs)) : Number.POSITIVE_INFINITY;
    const turnEnds = nowOf(leg) + turnMs;
    for (let turns = true; turns; ) {
      const signal = await leg.inbox.next(Math.min(turnEnds, gone));
      if (!signal && gone <= turnEnds) {
        hangUp(leg);
        return { result: 'hangup' };
      }
      const waited = signal ? await onSignal(leg, queue, member, signal) : undefined;
      if (waited) return waited;
      turns = signal !== undefined;
    }
  }
}

const durationOf = (verbs: readonly Verb[]) =>
  verbs.reduce((sum, verb) => {
    return verb.verb === 'Say' || verb.verb === 'Play' || verb.verb === 'Pause' ? sum + spokenMs(verb) : sum;
  }, 0);

async function onSignal(leg: Leg, queue: Queue, member: Member, signal: Signal): Promise<Waited | undefined> {
  if (signal.kind === 'taken') {
    member.takenAt = nowOf(leg);
    queue.waits.push(nowOf(leg) - member.enqueuedAt);
    return await bridged(leg, queue, member, signal);
  }
  const next = await heed(leg, signal);
  if (next === undefined) return undefined;
  return leg.isGone || next === null ? { result: 'hangup', next: null } : { result: 'redirected', next };
}

async function bridged(
  leg: Leg,
  queue: Queue,
  member: Member,
  { by, whisper }: Extract<Signal, { kind: 'taken' }>,
): Promise<Waited> {
  if (whisper) {
    const fields: Fields = [
      ['QueueSid', queue.sid],
      ['QueueTime', String(Math.round((nowOf(leg) - member.enqueuedAt) / 1000))],
      ['DequeingCallSid', by.facts.sid],
    ];
    const verbs = await fetchTwiml(leg, whisper, [...commonFields(leg.facts, leg.status), ...fields]);
    if ((await leg.call.follow(leg, verbs)) === 'over') {
      by.inbox.put({ kind: 'ended', leg });
      return { result: 'error', next: null };
    }
  }
  by.inbox.put(isOver(leg) ? { kind: 'ended', leg } : { kind: 'ready', leg });
  for (;;) {
    const signal = await leg.inbox.next(Number.POSITIVE_INFINITY);
    if (signal?.kind === 'released') return { result: signal.result };
    const next = signal ? await heed(leg, signal) : undefined;
    if (next === undefined) continue;
    disconnect(leg);
    by.inbox.put(next === null ? { kind: 'ended', leg } : { kind: 'left', leg });
    if (next !== null) return { result: 'redirected-from-bridged', next };
    return leg.isGone ? { result: 'bridged' } : { result: 'bridged', next: null };
  }
}

function waitFields(leg: Leg, queue: Queue, member: Member): Fields {
  return [
    ...commonFields(leg.facts, leg.status),
    ['QueuePosition', String(queue.members.indexOf(member) + 1)],
    ['QueueSid', queue.sid],
    ['QueueTime', String(Math.round((nowOf(leg) - member.enqueuedAt) / 1000))],
    ['AvgQueueTime', String(averageWait(queue))],
    ['CurrentQueueSize', String(queue.members.length)],
    ['MaxQueueSize', String(queue.maxSize)],
  ];
}
