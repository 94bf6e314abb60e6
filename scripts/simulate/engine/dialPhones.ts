// <Dial> of telephones, all at once or one after the other, until one is connected or none is left (2.1 to 2.4).

import type { DialVerb, PhoneNoun } from '../twiml/verbs.js';
import { hangUp, heed, leavesAt, type Next } from './attend.js';
import { askDialAction, type Dial, type Dialled, decide, endPhones, noteTransfer, startDial } from './dial.js';
import { isOver, keepTask, nowOf } from './leg.js';
import type { Leg } from './model.js';
import { answer } from './report.js';
import { runPhone } from './runPhone.js';
import { talk } from './talk.js';

/** Twilio adds this to the timeout it is given. */
const timeoutBufferMs = 5_000;

type Ringing =
  | { end: 'ready'; winner: Leg }
  | { end: 'none-left' | 'caller-left' }
  | { end: 'interrupted'; next: Next };

export async function dialPhones(caller: Leg, verb: DialVerb): Promise<Next> {
  const nouns = verb.nouns.filter((noun): noun is PhoneNoun => noun.kind !== 'Conference' && noun.kind !== 'Queue');
  const dial = startDial(caller, verb, nouns);
  if (!verb.answerOnBridge) answer(caller);
  const rounds = verb.sequential ? dial.phones.map((phone) => [phone]) : [dial.phones];
  for (const phones of rounds) {
    const ringing = await ring(dial, phones);
    if (ringing.end === 'ready') return await talk(dial, ringing.winner);
    if (ringing.end === 'interrupted') {
      endPhones(dial, 'canceled');
      return ringing.next;
    }
    if (ringing.end === 'caller-left') return await abandon(dial);
  }
  const { call } = caller;
  const statuses = new Set(dial.phones.map(({ leg }) => leg.status));
  call.lastDialStatus =
    ['no-answer', 'busy', 'failed', 'canceled'].find((status) => statuses.has(status)) ?? 'no-answer';
  return await unanswered(dial);
}

async function ring(dial: Dial, phones: readonly Dialled[]): Promise<Ringing> {
  const { caller, verb } = dial;
  const timeoutAt = nowOf(caller) + verb.timeout * 1000 + timeoutBufferMs;
  const gone = leavesAt(caller);
  for (const phone of phones) keepTask(caller.call, runPhone(dial, phone, timeoutAt));
  for (;;) {
    const signal = await caller.inbox.next(gone);
    if (!signal || signal.kind === 'hung-up') {
      hangUp(caller);
      return { end: 'caller-left' };
    }
    if (signal.kind === 'ready' && phones.some(({ leg }) => leg === signal.leg) && !isOver(signal.leg)) {
      decide(dial, signal.leg);
      return { end: 'ready', winner: signal.leg };
    }
    if (
      (signal.kind === 'ended' || signal.kind === 'left') &&
      phones.every(({ leg }) => isOver(leg) || leg === signal.leg)
    ) {
      return { end: 'none-left' };
    }
    const next = await heed(caller, signal);
    if (next !== undefined) return { end: 'interrupted', next };
  }
}

async function abandon(dial: Dial): Promise<Next> {
  const { plan } = dial.caller.call;
  endPhones(dial, plan.abandonedLegWord);
  dial.caller.call.lastDialStatus = plan.abandonedLegWord;
  return plan.asksActionAfterAbandon ? await unanswered(dial) : null;
}

async function unanswered(dial: Dial): Promise<Next> {
  const first = dial.phones.find(({ leg }) => leg.status !== '')?.leg;
  noteTransfer(dial, first, false);
  return await askDialAction(dial, first);
}
