// Two people connected by a Dial, until one hangs up, REST or REFER sends one of them on, or the time is over (2.1, 2.5, 2.7).

import type { TalkPlan } from '../callPlan.js';
import { commonFields } from '../requestFields.js';
import { transferTwiml } from '../twiml/transferTwiml.js';
import { hangUp, heed, type Next } from './attend.js';
import { askDialAction, type Dial, endPhones, noteTransfer } from './dial.js';
import { fail, fetchTwiml } from './fetchTwiml.js';
import { isOver, nowOf, talkOf } from './leg.js';
import type { Leg, Signal } from './model.js';
import { startRecording } from './recordings.js';
import { answer, connect, disconnect, endLeg } from './report.js';
import { speak } from './speak.js';

const noPlan: TalkPlan = { ms: 30_000, end: 'caller' };
/** An official who gets the citizen back from a REFER that nobody took gives up soon. */
const restoredMs = 5_000;

export async function talk(dial: Dial, winner: Leg): Promise<Next> {
  const { caller, verb } = dial;
  const { call } = caller;
  answer(caller);
  connect(caller, winner);
  noteTransfer(dial, winner, winner.answer === 'human');
  call.lastDialStatus = 'completed';
  const recording =
    verb.records === 'no'
      ? null
      : startRecording(caller, {
          source: 'DialVerb',
          channels: verb.records === 'dual' ? 2 : 1,
          callback: verb.recordingCallback,
          events: verb.recordingEvents,
        });
  const plan = talkOf(winner, noPlan);
  speak(caller, winner, plan);
  const startedAt = nowOf(caller);
  const limitAt = startedAt + verb.timeLimit * 1000;
  let cancel = planEnd(dial, winner, plan);
  try {
    for (;;) {
      const signal = await caller.inbox.next(limitAt);
      if (signal?.kind === 'referred' && signal.leg === winner) {
        cancel();
        const next = await followRefer(dial, winner, signal.to);
        if (next !== 'restored') return next;
        cancel = planEnd(dial, winner, { ms: restoredMs, end: 'official' });
        continue;
      }
      const next = await endTalk(dial, winner, signal);
      if (next !== 'goes-on') return next;
    }
  } finally {
    cancel();
    recording?.end();
    const isAsPlanned = winner.endedAt === startedAt + plan.ms;
    call.pauseMs = isAsPlanned ? (plan.pauseMs ?? null) : null;
  }
}

/** Plans what ends the talk; returns how to drop that plan. */
function planEnd(dial: Dial, winner: Leg, { ms, end }: TalkPlan): () => void {
  const { caller, verb } = dial;
  return caller.call.clock.at(nowOf(caller) + ms, () => {
    if (end === 'caller') caller.inbox.put({ kind: 'hung-up' });
    else if (end === 'official') winner.inbox.put({ kind: 'hung-up' });
    else if (end === 'nobody') return;
    else if ('referTo' in end) winner.inbox.put({ kind: 'refers', to: end.referTo });
    else {
      // The official's own telephone system asks REST to send the citizen on.
      const twiml = transferTwiml(verb, end.transferTo);
      caller.inbox.put({ kind: 'command', command: { sid: caller.facts.sid, ask: 'redirect', twiml } });
    }
  });
}

async function endTalk(dial: Dial, winner: Leg, signal: Signal | undefined): Promise<Next | 'goes-on'> {
  const { caller, verb } = dial;
  const { call } = caller;
  const bridgedMs = nowOf(caller) - (winner.answeredAt ?? nowOf(caller));
  if (signal?.kind === 'hung-up') {
    hangUp(caller);
    if (caller === call.root) call.hungUpFirst = 'caller';
    if (call.plan.firstEnd === 'caller') endLeg(caller, 'completed');
    endPhones(dial, call.plan.loserWord);
    return call.plan.asksActionAfterHangup ? await askDialAction(dial, winner, bridgedMs) : null;
  }
  if (signal?.kind === 'left' && signal.leg === winner) {
    call.waitingSince = nowOf(caller);
    return await askDialAction(dial, winner);
  }
  const isStarred = signal?.kind === 'pressed' && verb.hangupOnStar && signal.digits.includes('*');
  const isEnded = signal?.kind === 'ended' && signal.leg === winner;
  if (!signal || isStarred || isEnded) {
    if (winner.isGone) call.hungUpFirst = 'official';
    endPhones(dial, call.plan.loserWord);
    return await askDialAction(dial, winner, bridgedMs);
  }
  if (signal.kind === 'command') {
    endPhones(dial, 'canceled');
    if (signal.command.ask === 'redirect') noteRedirect(dial, winner);
    if (signal.command.ask === 'redirect' && call.plan.asksActionAfterRedirect) await askDialAction(dial, winner);
  }
  const next = await heed(caller, signal);
  return next === undefined ? 'goes-on' : next;
}

function noteRedirect({ caller }: Dial, winner: Leg): void {
  const { call } = caller;
  call.transfers.push({ fromSid: winner.facts.sid, toSid: null, answered: false });
  call.waitingSince = nowOf(caller);
}

/**
 * The official's telephone sent REFER. With answerOnBridge it stays until the new one answers, and gets the citizen back
 * when none does; without, it is let go as soon as we have said what to do (1.4).
 */
async function followRefer(dial: Dial, winner: Leg, to: string): Promise<Next | 'restored'> {
  const { caller, verb } = dial;
  if (!verb.refer) {
    fail(winner, 32_203, 'REFER arrived at a <Dial> without referUrl (32203).');
    return 'restored';
  }
  const fields = commonFields(winner.facts, winner.status);
  const verbs = await fetchTwiml(caller, verb.refer, [...fields, ['ReferTransferTarget', to]]);
  if (!verbs) return 'restored';
  noteRedirect(dial, winner);
  disconnect(winner);
  if (!verb.answerOnBridge) {
    endLeg(winner, 'completed');
    return verbs;
  }
  caller.onConnected = () => endLeg(winner, 'completed');
  const outcome = await caller.call.follow(caller, verbs);
  if (outcome === 'over' || isOver(winner)) {
    endLeg(winner, 'completed');
    return null;
  }
  caller.onConnected = null;
  connect(caller, winner);
  return 'restored';
}
