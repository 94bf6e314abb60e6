// One telephone of a Dial, by itself: it rings, hears the whisper, is connected when the Dial says so, and hangs up.

import { commonFields } from '../requestFields.js';
import { obeyCommand } from './attend.js';
import { type Dial, type Dialled, endOthers } from './dial.js';
import { fetchTwiml } from './fetchTwiml.js';
import { isOver } from './leg.js';
import type { Leg } from './model.js';
import { disconnect, endLeg } from './report.js';
import { ringPhone } from './ringPhone.js';

/** Tells the Dial's leg whether it is ready or has ended. */
export async function runPhone(dial: Dial, { leg, noun }: Dialled, timeoutAt: number): Promise<void> {
  const { inbox } = dial.caller;
  const desk = leg.desk;
  if (!desk || !(await ringPhone(leg, desk, timeoutAt))) return inbox.put({ kind: 'ended', leg });
  if (dial.winner) leg.answer = 'lost-race';
  else if (noun.whisper) {
    if (leg.call.plan.whisperStopsOthers) endOthers(dial, leg);
    const verbs = await fetchTwiml(leg, noun.whisper, commonFields(leg.facts, leg.status));
    if ((await leg.call.follow(leg, verbs)) === 'over') {
      if (leg.answer === 'human' && !leg.isGone) leg.answer = 'unknown';
      endLeg(leg, 'completed');
      return inbox.put({ kind: 'ended', leg });
    }
  }
  if (!dial.winner && !isOver(leg)) inbox.put({ kind: 'ready', leg });
  await holdLine(dial, leg);
}

async function holdLine(dial: Dial, leg: Leg): Promise<void> {
  const { inbox } = dial.caller;
  for (;;) {
    const signal = await leg.inbox.next(Number.POSITIVE_INFINITY);
    if (!signal || signal.kind === 'over') return;
    if (signal.kind === 'refers') inbox.put({ kind: 'referred', leg, to: signal.to });
    if (signal.kind === 'hung-up') leg.isGone = true;
    if (signal.kind === 'hung-up' || (signal.kind === 'command' && signal.command.ask === 'end')) {
      endLeg(leg, 'completed');
      return inbox.put({ kind: 'ended', leg });
    }
    if (signal.kind === 'command') {
      // REST sends this leg its own way: the Dial is over, the leg is not.
      disconnect(leg);
      inbox.put({ kind: 'left', leg });
      await leg.call.follow(leg, await obeyCommand(leg, signal.command));
      return endLeg(leg, 'completed');
    }
  }
}
