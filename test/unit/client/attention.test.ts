// Which live calls the wall names, why, and in which order.
import { describe, expect, test } from '@jest/globals';
import { callsInNeed } from '../../../client/state/attention.js';
import type { LiveCallView } from '../../../server/contract/callView.js';
import { liveCall, ringingCall, settings, talkingCall } from '../../browser/boardFixture.js';

const now = Date.parse('2026-11-23T01:00:00Z');
const needs = (...calls: LiveCallView[]) =>
  callsInNeed(calls, settings.rule, now).map(({ call, need, provisional }) => [call.sid, need, provisional]);

describe('calls in need', () => {
  test('begin with the third ring: 5.9 s not yet, 6.0 s provisional, a breach once the server says so', () => {
    expect(needs(ringingCall('a', 'tax', now, 5.9))).toEqual([]);
    expect(needs(ringingCall('a', 'tax', now, 6))).toEqual([['a', 'ring', true]]);
    expect(needs(ringingCall('a', 'tax', now, 8))).toEqual([['a', 'ring', false]]);
  });

  test('do not hold a call that was answered late: its wait is over', () => {
    expect(needs(talkingCall('a', 'tax', now, 5, { ringSeconds: 12, breaches: ['ring'], ringResult: 'fail' }))).toEqual(
      [],
    );
  });

  test('hold a talk beyond 180 s, not at 180 s, and one beyond 15 minutes under its own name', () => {
    expect(needs(talkingCall('a', 'tax', now, 180))).toEqual([]);
    expect(needs(talkingCall('a', 'tax', now, 180.1))).toEqual([['a', 'talk', true]]);
    expect(needs(talkingCall('a', 'tax', now, 900, { breaches: ['talk'] }))).toEqual([['a', 'protection', false]]);
  });

  test('come in the order of urgency, the oldest of each kind first', () => {
    const listed = needs(
      talkingCall('t1', 'tax', now, 200),
      ringingCall('r1', 'tax', now, 9),
      talkingCall('p1', 'tax', now, 1000),
      talkingCall('t2', 'tax', now, 300),
      ringingCall('r2', null, now, 14),
    );
    expect(listed.map(([sid]) => sid)).toEqual(['r2', 'r1', 'p1', 't2', 't1']);
  });

  test('leave out a long talk that is over while its line is still being put down', () => {
    expect(needs(talkingCall('a', 'tax', now, 400, { state: 'ending' }))).toEqual([]);
  });

  test('leave out a call that has not begun to ring', () => {
    expect(needs(liveCall('a', 'tax', now - 60_000, { state: 'connecting' }))).toEqual([]);
  });
});
