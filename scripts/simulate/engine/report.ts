// A leg takes a new status: whoever asked to be told is told, and nobody can be connected with an ended one.

import type { Post } from '../deliverRequest.js';
import { statusFields } from '../requestFields.js';
import { isOver, nowOf, terminalStatuses } from './leg.js';
import type { Leg } from './model.js';

const subscriptions: Readonly<Record<string, string>> = {
  initiated: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
};

export function report(leg: Leg, status: string): void {
  const { call } = leg;
  const at = nowOf(leg);
  leg.status = status;
  if (status === 'initiated') leg.initiatedAt = at;
  if (status === 'ringing') leg.ringingAt = at;
  if (status === 'in-progress') leg.answeredAt = at;
  const isTerminal = terminalStatuses.includes(status);
  if (isTerminal) leg.endedAt = at;
  call.exchange.onLeg(leg);
  if (leg.callback === null || !leg.events.includes(subscriptions[status] ?? 'completed')) return;
  const moment = { at, sequence: leg.sequence, stamps: call.plan.stamps };
  leg.sequence += 1;
  const connectedMs = leg.answeredAt === null ? 0 : at - leg.answeredAt;
  const fields = statusFields(leg.facts, status, moment, {
    answeredBy: leg.answeredAt === null ? undefined : leg.answeredBy,
    connectedMs: isTerminal ? connectedMs : undefined,
  });
  const post: Post = { at, sid: leg.facts.sid, hook: leg.callback, fields, wants: 'nothing' };
  const tell = () => call.sending.tell(post);
  if (status === 'in-progress' && leg.heldAnswer === null) leg.heldAnswer = tell;
  else tell();
}

/** Answers a leg that Twilio has not answered yet. */
export function answer(leg: Leg): void {
  if (leg.answeredAt === null && !isOver(leg)) report(leg, 'in-progress');
}

/** Ends a leg, if it goes on: completed when it was answered, `word` when it was not. Its own actor hears of it. */
export function endLeg(leg: Leg, word: string): void {
  if (isOver(leg)) return;
  disconnect(leg);
  // A telephone that Twilio had not begun to ring has nothing to tell.
  if (leg.status === '') {
    leg.endedAt = nowOf(leg);
    leg.inbox.put({ kind: 'over' });
    return;
  }
  report(leg, leg.answeredAt === null ? word : 'completed');
  leg.call.exchange.streams.stopAll(leg);
  leg.inbox.put({ kind: 'over' });
}

export function connect(one: Leg, other: Leg): void {
  one.hearers.add(other);
  other.hearers.add(one);
  const connection = { sid: one.facts.sid, withSid: other.facts.sid, from: nowOf(one), to: null };
  for (const call of new Set([one.call, other.call])) call.connections.push({ ...connection });
  for (const leg of [one, other]) {
    leg.onConnected?.();
    leg.onConnected = null;
  }
}

/** Takes a leg out of everybody's hearing. */
export function disconnect(leg: Leg): void {
  const { sid } = leg.facts;
  for (const call of new Set([leg.call, ...[...leg.hearers].map((other) => other.call)])) {
    for (const one of call.connections) {
      if (one.to === null && (one.sid === sid || one.withSid === sid)) one.to = nowOf(leg);
    }
  }
  for (const other of leg.hearers) other.hearers.delete(leg);
  leg.hearers.clear();
}
