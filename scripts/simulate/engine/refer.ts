// <Refer>: a SIP leg is asked to go elsewhere by itself; what its telephone makes of it is told to the action (1.4).

import type { ReferVerb } from '../twiml/verbs.js';
import { askAction, hangUp, type Next, pause } from './attend.js';
import { fail } from './fetchTwiml.js';
import { nowOf } from './leg.js';
import type { Leg } from './model.js';
import { answer } from './report.js';

/** The other telephone's bell and the NOTIFY about it. */
const notifyMs = 2_000;

const outcomes = {
  accepts: ['in-progress', '202', '200'],
  'is-busy': ['busy', '202', '486'],
  refuses: ['failed', '405', null],
} as const;

export async function refer(leg: Leg, verb: ReferVerb): Promise<Next> {
  if (!`${leg.facts.from} ${leg.facts.to}`.includes('sip:')) {
    fail(leg, 32_204, 'Only a SIP leg can be referred (32204).');
    return null;
  }
  answer(leg);
  const next = await pause(leg, nowOf(leg) + notifyMs);
  const [status, response, notify] = leg.isGone
    ? (['canceled', '202', '180'] as const)
    : outcomes[leg.desk?.onRefer ?? 'accepts'];
  if (next !== undefined && !leg.isGone) return next;
  const answered = await askAction(leg, verb.action, [
    ['ReferCallStatus', status],
    ['ReferSipResponseCode', response],
    ...(notify === null ? [] : [['NotifySipResponseCode', notify] as [string, string]]),
  ]);
  // Whoever accepted talks to the other telephone now, and is none of ours any more.
  return status === 'in-progress' && verb.action === null ? hangUp(leg) : answered;
}
