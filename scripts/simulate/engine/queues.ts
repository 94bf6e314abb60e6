// The account's queues: who waits in which, since when, and which agents wait for somebody to come.

import type { Hook } from '../twiml/verbs.js';
import type { Leg, Member, Queue, Queues } from './model.js';

/** Twilio's own default. */
const usualSize = 100;

export function createQueues(newSid: () => string): Queues {
  const all = new Map<string, Queue>();
  return {
    all,
    open(name, at) {
      const known = all.get(name) ?? [...all.values()].find((queue) => queue.name === name);
      if (known) return known;
      const sid = newSid();
      const queue = { sid, name, createdAt: at, maxSize: usualSize, members: [], agents: new Set<Leg>(), waits: [] };
      all.set(sid, queue);
      return queue;
    },
  };
}

/** Takes somebody out of a queue for an agent, or for a URL of their own. False when they have left already. */
export function takeMember(queue: Queue, member: Member, by: { agent: Leg; whisper: Hook | null }): boolean {
  const place = queue.members.indexOf(member);
  if (place === -1) return false;
  queue.members.splice(place, 1);
  member.leg.inbox.put({ kind: 'taken', by: by.agent, whisper: by.whisper });
  return true;
}

/** Whole seconds. */
export function averageWait({ waits }: Queue): number {
  return waits.length === 0 ? 0 : Math.round(waits.reduce((sum, ms) => sum + ms, 0) / waits.length / 1000);
}
