// <Dial><Queue>: an agent takes whoever has waited longest, or waits for somebody to come.

import type { TalkPlan } from '../callPlan.js';
import type { Fields } from '../requestFields.js';
import type { DialVerb, QueueNoun } from '../twiml/verbs.js';
import { askAction, hangUp, heed, type Next } from './attend.js';
import { nowOf } from './leg.js';
import type { Leg, Queue, Signal } from './model.js';
import { takeMember } from './queues.js';
import { answer, connect, disconnect } from './report.js';
import { speak } from './speak.js';

const noPlan: TalkPlan = { ms: 30_000, end: 'caller' };

export async function dialQueue(agent: Leg, verb: DialVerb, noun: QueueNoun): Promise<Next> {
  answer(agent);
  const queue = agent.call.exchange.queues.open(noun.name, nowOf(agent));
  const found = await findMember(agent, queue, verb, noun);
  if ('next' in found) return found.next;
  if (!found.member)
    return await askAction(agent, verb.action, [
      ['DialCallStatus', 'no-answer'],
      ['DialBridged', 'false'],
    ]);
  return await talkTo(agent, found.member, verb);
}

/** Somebody who is ready to be connected, whisper heard; undefined when nobody came in time. */
async function findMember(
  agent: Leg,
  queue: Queue,
  verb: DialVerb,
  noun: QueueNoun,
): Promise<{ member: Leg | undefined } | { next: Next }> {
  const until = nowOf(agent) + verb.timeout * 1000;
  let asked: Leg | undefined;
  const ask = () => {
    const [first] = queue.members;
    if (first && takeMember(queue, first, { agent, whisper: noun.whisper })) asked = first.leg;
  };
  queue.agents.add(agent);
  try {
    ask();
    for (;;) {
      const signal = await agent.inbox.next(asked ? Number.POSITIVE_INFINITY : until);
      if (!signal) return { member: undefined };
      if (signal.kind === 'ready' && signal.leg === asked) return { member: asked };
      if (signal.kind === 'ended' && signal.leg === asked) asked = undefined;
      if (!asked && (signal.kind === 'joined' || signal.kind === 'ended')) ask();
      const next = await heed(agent, signal);
      if (next === undefined) continue;
      asked?.inbox.put({ kind: 'released', result: 'error' });
      return { next };
    }
  } finally {
    queue.agents.delete(agent);
  }
}

async function talkTo(agent: Leg, member: Leg, verb: DialVerb): Promise<Next> {
  const startedAt = nowOf(agent);
  connect(agent, member);
  // To the citizen the agent is whoever answered, though no Dial of theirs rang that telephone.
  if (!member.call.legs.includes(agent)) member.call.legs.push(agent);
  const plan = agent.desk?.talk ?? noPlan;
  speak(member, agent, plan);
  const { ms, end } = plan;
  const ends = end === 'caller' ? member : end === 'official' ? agent : null;
  const cancel = agent.call.clock.at(startedAt + ms, () => ends?.inbox.put({ kind: 'hung-up' }));
  try {
    for (;;) {
      const signal = await agent.inbox.next(startedAt + verb.timeLimit * 1000);
      const over = await endOf(agent, member, signal);
      if (!over) continue;
      const fields: Fields = [
        ['DialCallStatus', 'completed'],
        ['DialBridged', 'true'],
        ['DialCallSid', member.facts.sid],
        ['DialCallDuration', String(Math.round((nowOf(agent) - startedAt) / 1000))],
      ];
      return over.next === undefined || agent.isGone ? await askAction(agent, verb.action, fields) : over.next;
    }
  } finally {
    cancel();
  }
}

/** Undefined while the talk goes on. */
async function endOf(agent: Leg, member: Leg, signal: Signal | undefined): Promise<{ next: Next } | undefined> {
  const { call } = member;
  if ((signal?.kind === 'ended' || signal?.kind === 'left') && signal.leg === member) {
    if (member.isGone) call.hungUpFirst = 'caller';
    return { next: undefined };
  }
  const next = signal ? await heed(agent, signal) : undefined;
  if (signal && next === undefined) return undefined;
  if (agent.isGone && signal) {
    hangUp(agent);
    call.hungUpFirst = 'official';
  }
  disconnect(agent);
  member.inbox.put({ kind: 'released', result: 'bridged' });
  return { next };
}
