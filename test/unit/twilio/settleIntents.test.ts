// Orders that Twilio never answered: its own list settles them where it can tell, and nothing is guessed where it cannot.
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { IntentEvent } from '../../../server/calls/callEvent.js';
import { intentsOf } from '../../../server/calls/handOverRequests.js';
import type { ListedLeg } from '../../../server/twilio/readRest.js';
import { settleIntents } from '../../../server/twilio/reconcile/settleIntents.js';
import { handOverTeller } from '../../support/handOverScenarios.js';
import { sid, simpleCall, target, teller } from '../../support/scenarios.js';

const [root, desk, next] = [sid(1), sid(2), sid(3)];
const origin = Date.parse('2026-02-12T02:00:00Z');
const options = { root, origin };
const later = origin + 30 * 60_000;

/** A call of 60 s of talk, ended at second 65, with an order at second 40 that was never answered. */
function callWith(given: Partial<IntentEvent>, at = 40) {
  const { intent, outcome } = handOverTeller(options);
  const call = simpleCall(teller(options), { ring: 3, talk: 60, legSid: desk });
  return replay(root, [...call, intent(at, 'i', { step: 2, ...given }), outcome(at + 5, 'i', 'unknown')]);
}

const legTo = (address: string, second: number, parentSid: string | null = root): ListedLeg => ({
  sid: next,
  parentSid,
  from: '+82310002001',
  to: address,
  direction: parentSid === null ? 'outbound-api' : 'outbound-dial',
  status: 'no-answer',
  startedAt: origin + second * 1000,
  endedAt: origin + (second + 20) * 1000,
  durationSeconds: 0,
});

const settled = (call: ReturnType<typeof callWith>, listed: ListedLeg[]) =>
  settleIntents(call, listed, later).map(({ outcome }) => outcome);

describe('an order that was never answered', () => {
  const transfer = { dialled: [target(3)] };

  test('to transfer was taken when Twilio lists the leg that it dialled, by either road', () => {
    expect(settled(callWith(transfer), [legTo(target(3).address, 41)])).toEqual(['accepted']);
    expect(settled(callWith(transfer), [legTo(target(3).address, 41, null)])).toEqual(['accepted']);
  });

  test('to transfer was not taken when nothing was dialled to that desk after it', () => {
    for (const listed of [[], [legTo(target(4).address, 41)], [legTo(target(3).address, 20)]]) {
      expect(settled(callWith(transfer), listed)).toEqual(['refused']);
    }
  });

  test('to end the call did not end one that went on, and is left unknown where the citizen may have hung up', () => {
    expect(settled(callWith({ wish: 'end' }, 40), [])).toEqual(['refused']);
    expect(settled(callWith({ wish: 'end' }, 60), [])).toEqual([]);
  });

  test('to hold was taken only if the conference tells of it', () => {
    expect(settled(callWith({ wish: 'hold' }), [])).toEqual(['refused']);
  });

  test('is settled once: what is known is not asked again', () => {
    const call = callWith(transfer);
    const outcomes = settleIntents(call, [legTo(target(3).address, 41)], later);
    const known = replay(root, [...call.events, ...outcomes]);
    expect(intentsOf(known.events)).toMatchObject([{ outcome: 'accepted' }]);
    expect(settleIntents(known, [], later)).toEqual([]);
  });
});
