// Calls of which nothing came to us: Twilio's own list tells that they were, and nothing is invented beyond it.
import { expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { lineOf, sid, target, teller } from '../../support/scenarios.js';

const [root, leg] = [sid(1), sid(2)];
const origin = Date.parse('2026-02-12T02:00:00Z');
const tell = () => teller({ root, origin });

test('a call that we never heard of began when Twilio says, in the department of its number, and failed', () => {
  const t = tell();
  expect(replay(root, [t.listed(400), t.end(20, 'completed', 20)])).toMatchObject({
    settled: true,
    startedAt: origin,
    endedAt: origin + 20_000,
    direction: 'inbound',
    departmentId: 'tax',
    officialId: 'official-1',
    disposition: 'failed',
    waitMs: null,
    legs: [],
  });
});

test('one that a desk took is answered, and its ring and talk stay unmeasured', () => {
  const t = tell();
  const ended = t.leg(leg, target(1), 'completed', 80);
  const call = replay(root, [t.listed(400), t.end(81, 'completed', 80), ...(ended ? [ended] : [])]);
  const { verdict, ringMs, talkMs } = judgeCall(call, ruleFor('ulsan', 'KR'));
  expect(call.disposition).toBe('answered');
  expect([verdict.ring.result, verdict.talk.result, verdict.closing.result]).toEqual(Array(3).fill('unmeasured'));
  expect([ringMs, talkMs]).toEqual([null, null]);
});

test('what the voice URL was asked comes back later and stands above the list', () => {
  const t = tell();
  const call = replay(root, [t.listed(400), t.voice(0.4, lineOf([target(2, 'water')])), t.end(9, 'no-answer', 0)]);
  expect(call).toMatchObject({ departmentId: 'water', disposition: 'abandoned', offeredAt: origin + 400 });
});
