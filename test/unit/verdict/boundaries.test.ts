// The limits of the 333 rule to the tenth of a second, and what whole-second stamps can and cannot decide near them.
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { type Rounding, sid, simpleCall, teller } from '../../support/scenarios.js';

const origin = Date.parse('2026-02-12T02:00:00Z');
const ulsan = ruleFor('ulsan', 'KR');
const root = sid(1);

function judged(
  ring: number,
  talk: number,
  options: { exact?: boolean; rounding?: Rounding; phase?: number } = {},
  rule = ulsan,
) {
  const tell = teller({ root, origin: origin + (options.phase ?? 0) * 1000, ...options });
  return judgeCall(replay(root, simpleCall(tell, { ring, talk, legSid: sid(2) })), rule);
}

describe('with exact clocks', () => {
  test.each([
    [5.9, 'pass'],
    [6.0, 'fail'],
    [6.1, 'fail'],
  ])('a ring of %d s is %s', (ring, result) => {
    expect(judged(ring, 60, { exact: true }).verdict.ring.result).toBe(result);
  });

  test.each([
    [180.0, 'pass'],
    [180.1, 'fail'],
  ])('a talk of %d s is %s', (talk, result) => {
    expect(judged(3, talk, { exact: true }).verdict.talk.result).toBe(result);
  });

  test.each([
    [8.9, 'pass'],
    [9.0, 'fail'],
  ])('within the third ring, %d s is %s', (ring, result) => {
    expect(judged(ring, 60, { exact: true }, ruleFor('within-third', 'KR')).verdict.ring.result).toBe(result);
  });

  test('the limit follows the cadence of the country', () => {
    expect(judged(11.9, 60, { exact: true }, ruleFor('ulsan', 'US')).verdict.ring.result).toBe('pass');
    expect(judged(12, 60, { exact: true }, ruleFor('ulsan', 'US')).verdict.ring.result).toBe('fail');
  });

  test('rings are counted by the cadence: the third starts at six seconds', () => {
    expect(judged(5.9, 60, { exact: true })).toMatchObject({ ringCount: 2, ringCountMin: 2, ringCountMax: 2 });
    expect(judged(6, 60, { exact: true })).toMatchObject({ ringCount: 3, ringCountMin: 3, ringCountMax: 3 });
  });
});

describe('with whole-second stamps', () => {
  test.each([
    [5, 'pass', 4, 6],
    [6, 'uncertain', 5, 7],
    [7, 'fail', 6, 8],
  ])('a ring difference of %d is %s, strictly between %d and %d s', (ring, result, lo, hi) => {
    expect(judged(ring, 60).verdict.ring).toMatchObject({ result, lo: lo * 1000, hi: hi * 1000, limit: 6000 });
  });

  test.each([
    [179, 'pass'],
    [180, 'uncertain'],
    [181, 'fail'],
  ])('a talk difference of %d is %s', (talk, result) => {
    expect(judged(3, talk).verdict.talk.result).toBe(result);
  });

  test('a ring difference of 6 leaves two or three rings possible', () => {
    expect(judged(6, 60)).toMatchObject({ ringMs: 6000, ringCount: 3, ringCountMin: 2, ringCountMax: 3 });
  });

  const roundings: [string, Rounding][] = [
    ['floored', Math.floor],
    ['rounded', Math.round],
    ['ceiled', Math.ceil],
  ];
  // Steps of 0.05 s at every phase of the second, as whole hundredths so that no sum drifts.
  const steps = (from: number, to: number) =>
    Array.from({ length: (to - from) / 5 + 1 }, (_, index) => (from + 5 * index) / 100);
  const phases = steps(0, 95);

  test.each(roundings)('nothing near a limit is called wrongly when both stamps are %s', (_name, rounding) => {
    const wrong: string[] = [];
    let judgedCount = 0;
    for (const phase of phases) {
      for (const ring of steps(400, 800)) {
        const { result } = judged(ring, 60, { rounding, phase }).verdict.ring;
        judgedCount += 1;
        if (result === 'pass' ? ring >= 6 : result === 'fail' ? ring < 6 : result !== 'uncertain')
          wrong.push(`ring ${ring} at ${phase}: ${result}`);
      }
      for (const talk of steps(17_800, 18_300)) {
        const { result } = judged(3, talk, { rounding, phase }).verdict.talk;
        judgedCount += 1;
        if (result === 'pass' ? talk > 180 : result === 'fail' ? talk <= 180 : result !== 'uncertain')
          wrong.push(`talk ${talk} at ${phase}: ${result}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(judgedCount).toBe(phases.length * (81 + 101));
  });

  test('far from the limits whole seconds do decide', () => {
    expect(judged(4, 100).verdict).toMatchObject({ ring: { result: 'pass' }, talk: { result: 'pass' } });
    expect(judged(12, 300).verdict).toMatchObject({ ring: { result: 'fail' }, talk: { result: 'fail' } });
  });
});
