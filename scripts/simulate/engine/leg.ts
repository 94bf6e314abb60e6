// One telephone in one call, and the call that it belongs to: a citizen's or REST's first leg and all that it dialled.

import type { TalkPlan } from '../callPlan.js';
import type { LegFacts } from '../requestFields.js';
import { createInbox } from './inbox.js';
import type { Call, Leg } from './model.js';

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
