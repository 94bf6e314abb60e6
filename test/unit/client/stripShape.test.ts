// The strip of a live call at exact moments.
import { describe, expect, test } from '@jest/globals';
import { bar, barPosition, stripShape } from '../../../client/views/strip/stripShape.js';
import { liveCall, ringingCall, settings, talkingCall } from '../../browser/boardFixture.js';

const now = Date.parse('2026-11-23T01:00:00Z');
const { rule } = settings;

describe('the bells', () => {
  test.each([
    [0, ['lit', 'off', 'off'], 0],
    [2.9, ['lit', 'off', 'off'], 0],
    [3, ['lit', 'lit', 'off'], 0],
    [5.9, ['lit', 'lit', 'off'], 0],
    [6, ['late', 'late', 'provisional'], 0],
    [8.5, ['late', 'late', 'breach'], 0],
    [12, ['late', 'late', 'breach'], 2],
  ])('after %p s of ringing', (seconds, bells, more) => {
    expect(stripShape(ringingCall('a', 'tax', now, seconds), rule, now)).toMatchObject({ bells, more });
  });

  test('are unknown when a talking call never reported its first ring', () => {
    const shape = stripShape(
      talkingCall('a', 'tax', now, 10, { ringSeconds: null, ringResult: 'unmeasured' }),
      rule,
      now,
    );
    expect(shape.bells).toEqual(['unknown', 'unknown', 'unknown']);
    expect(shape.ringCount).toBeNull();
  });

  test('show an answer on the limit as doubt and a late one as a breach', () => {
    const answered = (ringSeconds: number, ringResult: 'pass' | 'fail' | 'uncertain') =>
      stripShape(talkingCall('a', 'tax', now, 10, { ringSeconds, ringResult }), rule, now).bells[2];
    expect(answered(5, 'pass')).toBe('off');
    expect(answered(6, 'uncertain')).toBe('doubt');
    expect(answered(7, 'fail')).toBe('breach');
  });

  test('stay dark before the first ring', () => {
    expect(stripShape(liveCall('a', 'tax', now, { state: 'connecting' }), rule, now).bells).toEqual([
      'off',
      'off',
      'off',
    ]);
  });
});

describe('the talk bar', () => {
  test('reaches the mark at exactly three minutes and stays inside the strip for any length', () => {
    expect(barPosition(0, rule)).toBe(bar.from);
    expect(barPosition(180, rule)).toBe(bar.mark);
    expect(barPosition(14_400, rule)).toBe(bar.to);
  });

  test('never moves backwards', () => {
    const places = Array.from({ length: 2_000 }, (_, second) => barPosition(second, rule));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('turns amber only beyond protection', () => {
    const at = (seconds: number) => stripShape(talkingCall('a', 'tax', now, seconds), rule, now).talk;
    const before = at(900);
    const beyond = at(905);
    expect(before?.protection).toBe(before?.past);
    expect(beyond && beyond.protection - beyond.past).toBeGreaterThan(8);
  });
});
