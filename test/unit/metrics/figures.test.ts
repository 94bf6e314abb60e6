// The printed figures: their formulas, their bands, and that not answering never looks better than answering late.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import type { Figures } from '../../../server/contract/metricsView.js';
import { figuresSchema } from '../../../server/contract/metricsView.js';
import { type Contribution, contributionOf } from '../../../server/metrics/contribution.js';
import { DayFigures } from '../../../server/metrics/dayFigures.js';
import { figuresOf } from '../../../server/metrics/figuresOf.js';
import { emptyTally } from '../../../server/metrics/tally.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { storyNumbers, tellStory } from '../../support/callStories.js';
import { blindByRest, nextDesk } from '../../support/handOverStories.js';
import { lineOf, sid, simpleCall, target, teller } from '../../support/scenarios.js';

const origin = Date.parse('2026-02-12T02:00:00Z');
const date = '2026-02-12';
const rule = ruleFor('ulsan', 'KR');
const options = { timeZone: 'Asia/Seoul', serviceLevelMs: 20_000 };

function contribution(root: string, events: readonly (CallEvent | undefined)[]): Contribution {
  const call = replay(
    root,
    events.filter((event) => event !== undefined),
  );
  const made = contributionOf(call, judgeCall(call, rule), options);
  if (!made) throw new Error('the call is not settled');
  return made;
}

function figures(contributions: readonly Contribution[]): Figures {
  const day = new DayFigures(date, 20);
  for (const one of contributions) day.replace(null, one);
  return day.figures();
}

const answered = (index: number, ring: number, talk = 60) =>
  contribution(
    sid(index * 16),
    simpleCall(teller({ root: sid(index * 16), origin }), { ring, talk, legSid: sid(index * 16 + 1) }),
  );

/** Nobody takes it: the desk rings `ring` seconds, then the Dial gives up or the caller leaves. */
function lost(index: number, ring: number, how: 'gave-up' | 'caller-left') {
  const [root, leg] = [sid(index * 16), sid(index * 16 + 1)];
  const t = teller({ root, origin });
  const end = 2 + ring;
  return contribution(root, [
    t.voice(0, lineOf([target(1)])),
    t.leg(leg, target(1), 'initiated', 1),
    t.leg(leg, target(1), 'ringing', 2),
    t.leg(leg, target(1), 'no-answer', end),
    t.action(end + 0.2, {
      DialCallStatus: 'no-answer',
      DialCallSid: leg,
      DialBridged: 'false',
      CallStatus: how === 'gave-up' ? 'ringing' : 'completed',
    }),
    t.end(end + 0.4, how === 'gave-up' ? 'completed' : 'canceled', 0),
  ]);
}

/** Handed on after a minute by REST; the next desk answers, or rings out before the citizen goes. */
function handedOn(index: number, isTaken: boolean) {
  const [root, legA, legB] = [sid(index * 16), sid(index * 16 + 1), sid(index * 16 + 2)];
  const numbers = { legA, legB, ring: 3, talk: 60, second: 4, secondTalk: 50, hungUpFirst: 'official' } as const;
  const all = blindByRest({ root, origin }, numbers);
  const t = teller({ root, origin });
  const untaken = [...all.slice(0, 9), t.leg(legB, nextDesk, 'no-answer', 90, { step: 2 }), t.end(91, 'completed', 86)];
  return contribution(root, isTaken ? all : untaken);
}

describe('the figures of a day', () => {
  test('tell hand-overs that a person took from citizens lost in one', () => {
    expect(figures([answered(1, 3), handedOn(2, true), handedOn(3, true), handedOn(4, false)])).toMatchObject({
      answered: 4,
      transfers: { handOvers: 2, calls: 2, rate: 2 / 4, lost: 1 },
      firstContact: { count: 2, answered: 4, rate: 2 / 4 },
    });
  });

  test('a day without calls has no rate, and none of them is zero', () => {
    const none = figures([]);
    expect(none).toMatchObject({ offered: 0, answerRate: null, averageWaitSeconds: null, longestWaitSeconds: null });
    expect([
      none.ring.rate,
      none.ring.band,
      none.serviceLevel.rate,
      none.beforeThirdRing.rate,
      none.allThree.range,
    ]).toEqual([null, null, null, null, null]);
  });

  test('count by the formulas of the design', () => {
    const day = figures([
      answered(1, 3),
      answered(2, 5, 200),
      answered(3, 6),
      answered(4, 9),
      lost(5, 20, 'gave-up'),
      lost(6, 12, 'caller-left'),
      lost(7, 2, 'caller-left'),
    ]);
    expect(figuresSchema.parse(day)).toEqual(day);
    expect(day).toMatchObject({
      offered: 6,
      answered: 4,
      answerRate: 4 / 6,
      dispositions: { answered: 4, noAnswer: 1, abandoned: 1, shortAbandoned: 1 },
      ring: { pass: 2, fail: 1, uncertain: 1, unmeasured: 0, judged: 3, rate: 2 / 3, band: { lo: 2 / 4, hi: 3 / 4 } },
      talk: { pass: 3, fail: 1, rate: 3 / 4 },
      beforeThirdRing: { count: 2, offered: 6, rate: 2 / 6 },
      lateAndLost: 2,
      serviceLevel: { within: 4, offered: 6, rate: 4 / 6, thresholdSeconds: 20 },
      averageWaitSeconds: (5 + 7 + 8 + 11) / 4,
      longestWaitSeconds: 11,
      averageTalkSeconds: 95,
      firstContact: { count: 4, answered: 4, rate: 1 },
      ringCounts: [0, 2, 1, 1, 0],
    });
  });

  test('a caller who hung up first keeps the word on the call, but the closing rate has no denominator without speech', () => {
    const { closing, allThree } = figures([answered(1, 3), answered(2, 9)]);
    expect(closing).toMatchObject({ withoutEvidence: 2, judged: 0, rate: null });
    // One of two failed for certain; the other may still be anything.
    expect(allThree).toEqual({ pass: 0, judged: 0, rate: null, range: { lo: 0, hi: 1 / 2 }, answered: 2 });
  });

  test('every answered call stands in each clause exactly once', () => {
    fc.assert(
      fc.property(fc.array(storyNumbers, { maxLength: 30 }), (numbers) => {
        const day = figures(
          numbers.map((one, index) =>
            contribution(tellStory(one, index, origin).root, tellStory(one, index, origin).events),
          ),
        );
        for (const clause of [day.ring, day.talk, day.closing]) {
          const { pass, fail, uncertain, unmeasured, notApplicable, withoutEvidence } = clause;
          expect(pass + fail + uncertain + unmeasured + notApplicable + withoutEvidence).toBe(day.answered);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('folding order changes no digit, and a replaced call leaves no trace', () => {
    fc.assert(
      fc.property(fc.array(storyNumbers, { minLength: 1, maxLength: 20 }), fc.gen(), (numbers, gen) => {
        const all = numbers.map((one, index) => {
          const story = tellStory(one, index, origin);
          return contribution(story.root, story.events);
        });
        const straight = figures(all);
        const shuffled = gen(fc.shuffledSubarray, all, { minLength: all.length, maxLength: all.length });
        const day = new DayFigures(date, 20);
        for (const one of shuffled) {
          day.replace(null, answered(99, 9));
          day.replace(answered(99, 9), one);
        }
        expect(day.figures()).toEqual(straight);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a very busy day', () => {
  test('the longest of 200,000 different waits is found', () => {
    const tallied = emptyTally();
    for (let wait = 1; wait <= 200_000; wait += 1) tallied.waits.set(wait, 1);
    expect(figuresOf(tallied, 20).longestWaitSeconds).toBe(200);
  });
});

describe('a call that rang out and was then passed to a dead line', () => {
  test('stays among the offered, late and lost: it lowers the answer rate', () => {
    const [root, legA, legB] = [sid(160), sid(161), sid(162)];
    const t = teller({ root, origin });
    const unanswered = { DialBridged: 'false', CallStatus: 'ringing' };
    const made = contribution(root, [
      t.voice(0, lineOf([target(1)])),
      t.leg(legA, target(1), 'ringing', 2),
      t.leg(legA, target(1), 'no-answer', 27),
      t.action(27.2, { DialCallStatus: 'no-answer', DialCallSid: legA, ...unanswered }, { further: [target(2)] }),
      t.leg(legB, target(2), 'failed', 29, { step: 2 }),
      t.action(29.2, { DialCallStatus: 'failed', DialCallSid: legB, ...unanswered }, { step: 2 }),
      t.end(37, 'completed', 8),
    ]);
    expect(figures([answered(1, 3), made])).toMatchObject({ offered: 2, answerRate: 1 / 2, lateAndLost: 1 });
  });
});

describe('letting phones ring out', () => {
  const rates = (day: Figures) => ({
    answerRate: day.answerRate,
    serviceLevel: day.serviceLevel.rate,
    beforeThirdRing: day.beforeThirdRing.rate,
    firstContact: day.firstContact.rate,
    ring: day.ring.rate,
    talk: day.talk.rate,
    closing: day.closing.rate,
    allThree: day.allThree.rate,
  });
  const anyDay = fc.array(storyNumbers, { minLength: 1, maxLength: 15 }).map((numbers) =>
    numbers.map((one, index) => {
      const story = tellStory(one, index, origin);
      return contribution(story.root, story.events);
    }),
  );
  const rungOut = fc.tuple(
    fc.integer({ min: 7, max: 25 }),
    fc.constantFrom('gave-up' as const, 'caller-left' as const),
  );

  test('never raises a printed rate', () => {
    fc.assert(
      fc.property(anyDay, rungOut, (day, [ring, how]) => {
        const before = rates(figures(day));
        const after = rates(figures([...day, lost(1000, ring, how)]));
        for (const name of Object.keys(before) as (keyof typeof before)[]) {
          expect(after[name] ?? 0).toBeLessThanOrEqual(before[name] ?? 1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('never looks better than answering late, by what stands beside each ring rate', () => {
    fc.assert(
      fc.property(anyDay, rungOut, (day, [ring, how]) => {
        const late = rates(figures([...day, answered(1000, ring)]));
        const out = rates(figures([...day, lost(1000, ring, how)]));
        for (const name of ['answerRate', 'serviceLevel', 'beforeThirdRing'] as const) {
          expect(out[name] ?? 0).toBeLessThanOrEqual(late[name] ?? 0);
        }
        expect(figures([...day, lost(1000, ring, how)]).lateAndLost).toBeGreaterThanOrEqual(figures(day).lateAndLost);
      }),
      { numRuns: 200 },
    );
  });
});
