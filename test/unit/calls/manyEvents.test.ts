// What a stranger's odd numbers and a flood of repeats may cost.
import { describe, expect, test } from '@jest/globals';
import { applyEvent, replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { sid, simpleCall, target, teller } from '../../support/scenarios.js';

const [root, leg] = [sid(1), sid(2)];
const tell = () => teller({ root, origin: Date.parse('2026-02-12T02:00:00Z') });
const rule = ruleFor('ulsan', 'KR');

test('a sequence number of a billion is a gap, told at once', () => {
  const events = simpleCall(tell(), { ring: 3, talk: 60, legSid: leg }).map((event) =>
    event.kind === 'status' && event.status === 'in-progress' ? { ...event, sequence: 999_999_999 } : event,
  );
  expect(replay(root, events).legs[0]).toMatchObject({ sequenceGap: true });
});

test('a verdict of odd durations holds no number that is none', () => {
  const events = simpleCall(tell(), { ring: -400, talk: -9_000_000, legSid: leg });
  const judgement = judgeCall(replay(root, events), rule);
  expect(JSON.parse(JSON.stringify(judgement))).toEqual(judgement);
  expect(judgement.verdict).toMatchObject({ ring: { result: 'uncertain' }, talk: { result: 'uncertain' } });
});

describe('five hundred events of one call', () => {
  const t = tell();
  const own = simpleCall(t, { ring: 3, talk: 60, legSid: leg });
  const colleagues = Array.from({ length: 493 }, (_, index) =>
    t.leg(sid(100 + index), target(index), index % 2 ? 'ringing' : 'initiated', 2),
  ).filter((event) => event !== undefined);

  test('of as many legs are replayed, and one more applied, within a breath', () => {
    const call = replay(root, [...own, ...colleagues]);
    const from = performance.now();
    const one = t.leg(leg, target(1), 'completed', 66);
    if (one) judgeCall(applyEvent(call, root, one), rule);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  test('that claim one key with other content are all kept, in bounded time', () => {
    const [first] = colleagues;
    if (!first) throw new Error('no colleague');
    const contrary = Array.from(
      { length: 493 },
      (_, index): CallEvent => ({ ...first, raw: [...first.raw, ['Odd', String(index)]] }),
    );
    const from = performance.now();
    expect(replay(root, [...own, ...contrary]).conflicts).toHaveLength(492);
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});
