// What every verb does with what comes from outside: a hang-up ends it, REST ends or redirects it, the rest is not for it.

import { commonFields, type Fields } from '../requestFields.js';
import type { Hook, Verb } from '../twiml/verbs.js';
import { fetchTwiml, followTwiml } from './fetchTwiml.js';
import { nowOf } from './leg.js';
import type { Call, Command, Leg, Signal } from './model.js';

/** What follows a verb: other verbs, null for the end of the leg's instructions, undefined for the next verb. */
export type Next = Verb[] | null | undefined;

export function hangUp(leg: Leg): null {
  leg.isGone = true;
  if (leg === leg.call.root) {
    leg.call.callerLeft = true;
    leg.endWord = leg.call.plan.abandonedCallWord;
  }
  return null;
}

/** Undefined when the signal means nothing to whoever is in the middle of something else. */
export async function heed(leg: Leg, signal: Signal): Promise<Next> {
  if (signal.kind === 'hung-up') return hangUp(leg);
  if (signal.kind === 'over') return null;
  if (signal.kind !== 'command') return undefined;
  return await obeyCommand(leg, signal.command);
}

export async function obeyCommand(leg: Leg, command: Command): Promise<Verb[] | null> {
  if (command.ask === 'end') {
    leg.endWord = 'canceled';
    return null;
  }
  if ('twiml' in command) return followTwiml(leg, command.twiml, leg.documentUrl);
  return await fetchTwiml(leg, command.to, commonFields(leg.facts, leg.status));
}

/** Lets time pass on a leg, unless something cuts it short. */
export async function pause(leg: Leg, until: number): Promise<Next> {
  for (;;) {
    const signal = await leg.inbox.next(until);
    if (!signal) return undefined;
    const next = await heed(leg, signal);
    if (next !== undefined) return next;
  }
}

/** Time that nothing cuts short, ms. */
export async function sleep({ clock, exchange }: Call, ms: number): Promise<void> {
  const { stopping } = exchange;
  await new Promise<void>((resolve) => {
    const finish = () => {
      cancel();
      stopping.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.at(clock.now() + ms, finish);
    stopping.addEventListener('abort', finish, { once: true });
  });
  stopping.throwIfAborted();
}

/** When the citizen has waited enough for a person; nobody else loses patience. */
export function leavesAt(leg: Leg): number {
  const { call } = leg;
  return leg === call.root ? Math.max(call.waitingSince + call.plan.patienceMs, nowOf(leg)) : Number.POSITIVE_INFINITY;
}

/** Asks a verb's action what to do; to somebody who has gone the answer means nothing any more. */
export async function askAction(leg: Leg, action: Hook | null, fields: Fields): Promise<Next> {
  if (action === null) return leg.isGone ? null : undefined;
  await sleep(leg.call, leg.call.plan.actionMs);
  // in-progress: this leg is still there; completed: its person left first.
  const next = await fetchTwiml(leg, action, [
    ...commonFields(leg.facts, leg.isGone ? 'completed' : leg.status),
    ...fields,
  ]);
  return leg.isGone ? null : next;
}
