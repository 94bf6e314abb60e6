// The live board: rows that tick, breaches that time alone raises, local midnight, and a late event on yesterday's call.
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { silentCallMs } from '../../../server/calls/limits.js';
import { metricsViewSchema } from '../../../server/contract/metricsView.js';
import type { BoardChange } from '../../../server/metrics/boardSource.js';
import { LiveBoard } from '../../../server/metrics/liveBoard.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { manualClock } from '../../support/manualClock.js';
import { sid, simpleCall, teller } from '../../support/scenarios.js';

const rule = ruleFor('ulsan', 'KR');
const origin = Date.parse('2026-02-12T02:00:00Z');

function boardAt(start: number) {
  const clock = manualClock(start);
  const breaches: { clause: string; at: number }[] = [];
  const changes: BoardChange[] = [];
  const board = new LiveBoard({ clock, rule, timeZone: 'Asia/Seoul', serviceLevelSeconds: 20 }, (_call, clause, at) => {
    breaches.push({ clause, at });
  });
  board.onChange((change) => changes.push(change));
  let revision = 0;
  const put = (root: string, events: readonly CallEvent[]) => {
    const call = replay(root, events);
    revision += 1;
    board.put({ call, judgement: judgeCall(call, rule), rule, revision, isMerged: false });
  };
  return { clock, board, breaches, changes, put };
}

function story(root: string, at: number, ring = 3, talk = 60) {
  return simpleCall(teller({ root, origin: at }), { ring, talk, legSid: sid(Number.parseInt(root.slice(2), 16) + 1) });
}

describe('a call on the board', () => {
  const root = sid(16);

  test('rings, talks and leaves, and is counted when it is settled', () => {
    const { board, put } = boardAt(origin);
    const events = story(root, origin);
    const states = events.map((_, index) => {
      put(root, events.slice(0, index + 1));
      return board.calls()[0]?.state ?? 'gone';
    });
    expect(states).toEqual(['connecting', 'connecting', 'ringing', 'talking', 'ending', 'gone', 'gone']);
    expect(metricsViewSchema.parse(board.metrics())).toMatchObject({
      day: { offered: 1, answered: 1, ring: { pass: 1 } },
      now: { ringing: 0, talking: 0 },
    });
    expect(board.metrics('tax').departments).toMatchObject([{ id: 'tax', figures: { answered: 1 } }]);
    expect(board.metrics('traffic')).toMatchObject({ day: { offered: 0, answerRate: null }, departments: [] });
  });

  test('a call in progress stands outside the rates', () => {
    const { board, put } = boardAt(origin);
    put(root, story(root, origin).slice(0, 4));
    expect(board.metrics().day.ring).toMatchObject({ pass: 0, judged: 0, rate: null });
    expect(board.calls()).toMatchObject([{ ringResult: 'pass', ringSeconds: 3 }]);
  });

  test('the third ring is a breach two seconds after the limit, without any webhook', () => {
    const { board, breaches, changes, clock, put } = boardAt(origin);
    put(root, story(root, origin).slice(0, 3));
    const ringingSince = Date.parse(board.calls()[0]?.ringingSince ?? '');
    clock.advanceTo(ringingSince + 7_999);
    expect(board.metrics().now).toMatchObject({ ringing: 1, pastThirdRing: 0 });
    changes.length = 0;
    clock.advanceTo(ringingSince + 8_000);
    expect(breaches).toEqual([{ clause: 'ring', at: ringingSince + 8_000 }]);
    expect(changes).toMatchObject([{ sid: root, row: { breaches: ['ring'] } }]);
    expect(board.metrics().now).toMatchObject({ ringing: 1, pastThirdRing: 1, longestRingingDepartmentId: 'tax' });
  });

  test('three minutes of talk are a breach at 182 s, once', () => {
    const { board, breaches, clock, put } = boardAt(origin);
    put(root, story(root, origin).slice(0, 4));
    const talkingSince = Date.parse(board.calls()[0]?.talkingSince ?? '');
    clock.advanceTo(talkingSince + 181_999);
    expect(breaches).toEqual([]);
    clock.advanceTo(talkingSince + 400_000);
    expect(breaches).toEqual([{ clause: 'talk', at: talkingSince + 182_000 }]);
    expect(board.metrics().now.pastThreeMinutes).toBe(1);
  });

  test('an answer before the limit that arrives late takes the false alarm back', () => {
    const { board, clock, put } = boardAt(origin);
    const events = story(root, origin);
    put(root, events.slice(0, 3));
    clock.advance(20_000);
    expect(board.calls()[0]?.breaches).toEqual(['ring']);
    put(root, events.slice(0, 4));
    expect(board.calls()[0]).toMatchObject({ ringResult: 'pass', breaches: [] });
  });

  test('a call that has gone silent leaves the board after four hours and five minutes', () => {
    const { board, clock, put } = boardAt(origin);
    put(root, story(root, origin).slice(0, 4));
    clock.advance(silentCallMs - 1_000);
    expect(board.calls()).toHaveLength(1);
    clock.advance(10_000);
    expect(board.calls()).toHaveLength(0);
  });

  test('an older revision changes nothing', () => {
    const { board, put } = boardAt(origin);
    const events = story(root, origin);
    put(root, events);
    const call = replay(root, events.slice(0, 3));
    board.put({ call, judgement: judgeCall(call, rule), rule, revision: 1, isMerged: false });
    expect(board.calls()).toEqual([]);
    expect(board.metrics().day.answered).toBe(1);
  });
});

describe('local midnight', () => {
  // 23:59:30 in Seoul.
  const evening = Date.parse('2026-02-12T14:59:30Z');
  const root = sid(32);

  test('the day changes at midnight in TIME_ZONE, yesterday’s live calls stay in now', () => {
    const { board, changes, clock, put } = boardAt(evening);
    const events = story(root, evening);
    put(root, events.slice(0, 4));
    put(sid(64), story(sid(64), evening - 3_600_000));
    expect(board.metrics().day).toMatchObject({ date: '2026-02-12', answered: 1 });
    clock.advance(31_000);
    expect(changes.at(-1)).toMatchObject({ fresh: true });
    expect(board.metrics()).toMatchObject({
      day: { date: '2026-02-13', answered: 0, answerRate: null },
      now: { talking: 1 },
    });
    // It ends after midnight and counts on the date on which it began.
    put(root, events);
    expect(board.metrics()).toMatchObject({ day: { date: '2026-02-13', answered: 0 }, now: { talking: 0 } });
  });

  test('a call that begins right after midnight counts on the new day', () => {
    const { board, clock, put } = boardAt(evening);
    clock.advance(60_000);
    put(root, story(root, evening + 45_000));
    expect(board.metrics().day).toMatchObject({ date: '2026-02-13', answered: 1, hours: [{ hour: 0, offered: 1 }] });
  });
});
