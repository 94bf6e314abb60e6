// The bell of a hand-over against the city's limit.
import { expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import { judgeTransferRing } from '../../../server/verdict/transferRing.js';
import { blindByRest } from '../../support/handOverStories.js';
import { sid } from '../../support/scenarios.js';

const [root, legA, legB] = [sid(1), sid(2), sid(3)];
const options = { root, origin: Date.parse('2026-02-12T02:00:00Z') };

function judged(second: number, rule: { transferRingMs?: number }, lost?: string) {
  const story = { legA, legB, ring: 3, talk: 60, second, secondTalk: 50, hungUpFirst: 'caller' } as const;
  const events = blindByRest(options, story).filter((event) => !(event.callSid === legB && event.status === lost));
  const { transfers, legs } = replay(root, events);
  return transfers.map((transfer) => judgeTransferRing(transfer, legs, rule));
}

test.each([
  [9, 'pass'],
  [10, 'uncertain'],
  [11, 'fail'],
] as const)('a bell of %d s by whole-second stamps is %s at the usual ten', (second, result) => {
  expect(judged(second, {})).toEqual([result]);
});

test('the limit is the city’s own where it has set one', () => {
  expect(judged(9, { transferRingMs: 5_000 })).toEqual(['fail']);
});

test('a bell of which nothing came is unmeasured', () => {
  expect(judged(4, {}, 'ringing')).toEqual(['unmeasured']);
});
