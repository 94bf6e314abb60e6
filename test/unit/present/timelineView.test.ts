// The picture of a call: every lane, bell, hold and word in seconds from the call's start, and nobody's number.
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { timelineViewSchema } from '../../../server/contract/timelineView.js';
import { presentTimeline } from '../../../server/present/timelineView.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { attended, blindByRest, type HandOver } from '../../support/handOverStories.js';
import { lineOf, sid, target, teller } from '../../support/scenarios.js';

const [root, legA, legB] = [sid(1), sid(2), sid(3)];
const origin = Date.parse('2026-02-12T02:00:00Z');
const options = { root, origin };
const rule = ruleFor('ulsan', 'KR');
const story: HandOver = { legA, legB, ring: 7, talk: 60, second: 4, secondTalk: 50, hungUpFirst: 'official' };
/** Second 83 of the story: the next desk answered 4 s after its bell, 79 s in. */
const over = 9 + 60 + 4 + 4 + 6 + 50;

function draw(events: (CallEvent | undefined)[], now = 600) {
  const call = replay(
    root,
    events.filter((event) => event !== undefined),
  );
  return presentTimeline({ call, judgement: judgeCall(call, rule), rule }, origin + now * 1000);
}

describe('the timeline of an attended transfer', () => {
  const speech = teller(options).speech(legB, over, { ms: 1_700, lo: 1_400, hi: 2_000, isNoisy: false });
  const drawn = draw([...attended(options, story), speech]);

  test('is what the contract promises', () => {
    expect(timelineViewSchema.parse(drawn)).toEqual(drawn);
  });

  test('has a lane for each desk, and the hand-over between them', () => {
    expect(drawn.legs).toMatchObject([
      { sid: legA, via: 'line', fromSid: null, ringing: { from: 2, to: 9 }, talking: { from: 9, to: 83 } },
      { sid: legB, via: 'transfer', fromSid: legA, ringing: { from: 73, to: 77 }, talking: { from: 77, to: over } },
    ]);
    expect(drawn.transfers).toMatchObject([
      {
        fromSid: legA,
        toSid: legB,
        kind: 'attended',
        briefed: true,
        outcome: 'answered',
        ringSeconds: 4,
        ringResult: 'pass',
      },
    ]);
  });

  test('has the citizen’s wait, bells, limits and hold', () => {
    expect(drawn).toMatchObject({
      isOver: true,
      length: over + 1,
      citizen: { waiting: { from: 0, to: 9 }, talking: { from: 9, to: over } },
      bells: [2, 5, 8],
      limits: { ring: 8, talk: 189 },
      holds: [{ from: 73, to: 83 }],
      hungUpFirst: 'official',
    });
  });

  test('has who spoke when, with shares and the pause', () => {
    expect(drawn.speech).toMatchObject([
      {
        legSid: legB,
        official: [[0, 1]],
        citizen: [[1.2, 2]],
        shares: { official: 1, citizen: 0.8, overlap: 0 },
        pause: { seconds: 1.7, lo: 1.4, hi: 2 },
        pauseReason: null,
      },
    ]);
  });

  test('names the events on which each clause rests, where they stand', () => {
    expect(drawn.evidence.ring.map(({ at, legSid }) => [at, legSid])).toEqual([
      [2, legA],
      [9, legA],
    ]);
    expect(drawn.evidence.closing.map(({ kind }) => kind)).toEqual(['speech', 'conference', 'conference']);
  });

  test('tells nobody’s number', () => {
    expect(JSON.stringify(drawn)).not.toContain('1000000001');
  });
});

test('a call in progress is drawn up to now, and its limits stand ahead', () => {
  const drawn = draw(blindByRest(options, story).slice(0, 4), 30);
  expect(timelineViewSchema.parse(drawn)).toEqual(drawn);
  expect(drawn).toMatchObject({
    isOver: false,
    length: 30,
    citizen: { talking: { from: 9, to: null } },
    limits: { talk: 189 },
    legs: [{ talking: { from: 9, to: null } }],
  });
});

test('a telephone that still rings counts its bells up to now', () => {
  const t = teller(options);
  const ringing = [t.voice(0, lineOf([target(1)])), t.leg(legA, target(1), 'ringing', 2)];
  expect(draw(ringing, 9)).toMatchObject({
    bells: [2, 5, 8],
    limits: { ring: 8, talk: null },
    citizen: { talking: null },
  });
});

test('a call of which only the end is known is drawn without a guess', () => {
  const drawn = draw([teller(options).end(30, 'completed', 20)]);
  expect(timelineViewSchema.parse(drawn)).toEqual(drawn);
  expect(drawn).toMatchObject({ bells: [], limits: { ring: null, talk: null }, legs: [], transfers: [], speech: [] });
});
