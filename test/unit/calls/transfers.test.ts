// Hand-overs of every kind, in each form that Twilio may give them, whole and with events lost: never a wrong word.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replay } from '../../../server/calls/applyEvent.js';
import type { Call } from '../../../server/calls/call.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { holdsOf } from '../../../server/calls/conference.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { handOverTeller } from '../../support/handOverScenarios.js';
import { attended, blindByRest, firstDesk, type HandOver, nextDesk, referred } from '../../support/handOverStories.js';
import { lineOf, sid, target, teller } from '../../support/scenarios.js';

const [root, legA, legB, legC] = [sid(1), sid(2), sid(3), sid(4)];
const options = { root, origin: Date.parse('2026-02-12T02:00:00Z') };
const rule = ruleFor('ulsan', 'KR');
const runs = Number(process.env['PROVE_RUNS'] ?? 200);
const story: HandOver = { legA, legB, ring: 3, talk: 60, second: 4, secondTalk: 50, hungUpFirst: 'official' };
type Told = (CallEvent | undefined)[];

const callOf = (events: Told): Call =>
  replay(
    root,
    events.filter((event) => event !== undefined),
  );
const closingOf = (call: Call) => judgeCall(call, rule).verdict.closing;
const tell = () => ({ ...teller(options), ...handOverTeller(options) });

describe.each([
  ['blind by REST', 'blind', (given: HandOver) => blindByRest(options, given)],
  ['blind by REST, the old Dial asking its action', 'blind', (given: HandOver) => blindByRest(options, given, true)],
  ['attended', 'attended', (given: HandOver) => attended(options, given)],
  [
    'attended, spelt with hyphens',
    'attended',
    (given: HandOver) => attended(options, { ...given, spelling: 'hyphens' }),
  ],
  ['by REFER, the first desk staying', 'refer', (given: HandOver) => referred(options, given)],
  ['by REFER, the first desk let go at once', 'refer', (given: HandOver) => referred(options, given, true)],
])('a transfer %s', (_title, kind, events) => {
  test.each(['caller', 'official'] as const)('is one hand-over, and the %s hung up first', (hungUpFirst) => {
    const call = callOf(events({ ...story, hungUpFirst }));
    expect(call).toMatchObject({
      settled: true,
      disposition: 'answered',
      transferCount: 1,
      transfers: [{ fromSid: legA, toSid: legB, kind, outcome: 'answered', ringMs: 4_000 }],
      legs: [
        { sid: legA, answer: 'human', departmentId: 'tax' },
        { sid: legB, answer: 'human', departmentId: 'traffic', officialId: 'official-3' },
      ],
      lastTalk: 1,
      hungUpFirst,
    });
    expect(closingOf(call)).toMatchObject(
      hungUpFirst === 'caller' ? { result: 'pass' } : { result: 'unmeasured', reason: 'no-speech-evidence' },
    );
  });

  test('says no wrong word, whichever of its events are lost', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('caller', 'official'),
        fc.infiniteStream(fc.nat(9)),
        fc.nat(5),
        (side, luck, rate) => {
          const all = events({ ...story, hungUpFirst: side });
          // What we asked for ourselves is durable before anything else.
          const call = callOf(all.filter((event) => event.kind === 'intent' || (luck.next().value ?? 0) > rate));
          expect([side, null]).toContain(call.hungUpFirst);
          for (const transfer of call.transfers) {
            expect([kind, 'unknown']).toContain(transfer.kind);
            expect(['answered', null]).toContain(transfer.outcome);
          }
          expect(call.transferCount).toBeLessThanOrEqual(1);
          const { ring, talk, closing } = judgeCall(call, rule).verdict;
          expect(ring.result).not.toBe('fail');
          expect(talk.result).not.toBe('fail');
          if (closing.result === 'pass') expect(side).toBe('caller');
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('an attended transfer', () => {
  test('holds the citizen while the desks confer, inside the talk', () => {
    const events = attended(options, story);
    const [hold] = holdsOf(events, root);
    expect(hold?.to && hold.to.ms - hold.from.ms).toBe(10_000);
    expect(judgeCall(callOf(events), rule).talkMs).toBe(124_000);
  });

  test('is briefed where both desks were connected, and not where the first had left before', () => {
    const briefedAfter = (briefing: number) => callOf(attended(options, { ...story, briefing })).transfers[0]?.briefed;
    expect([6, 0, -3].map(briefedAfter)).toEqual([true, null, false]);
  });

  const untaken = (endOfA: number): Told => {
    const t = tell();
    const b = (status: string, at: number) =>
      t.leg(legB, nextDesk, status, at, { step: 2, hint: 'root', extra: { Direction: 'outbound-api' } });
    return [
      ...attended(options, story).slice(0, 10),
      b('initiated', 66),
      b('ringing', 68),
      b('no-answer', 90),
      t.leg(legA, firstDesk, 'completed', endOfA),
    ];
  };

  test('that nobody takes returns to the first desk, who stays', () => {
    expect(callOf(untaken(120)).transfers).toMatchObject([{ outcome: 'returned' }]);
    expect(callOf([...untaken(120), tell().end(120.5, 'completed', 115)])).toMatchObject({
      transferCount: 0,
      lastTalk: 0,
      transfers: [{ outcome: 'returned' }],
    });
  });

  test('that nobody takes is lost where the first desk had gone, and untold where stamps cannot tell', () => {
    const lost = callOf([...untaken(75), tell().end(92, 'completed', 87)]);
    expect(lost.transfers).toMatchObject([{ outcome: 'lost' }]);
    expect(closingOf(lost)).toMatchObject({ result: 'not-applicable', reason: 'no-official-connected' });
    expect(callOf([...untaken(91), tell().end(92, 'completed', 87)]).transfers).toMatchObject([{ outcome: null }]);
  });
});

describe('a blind transfer', () => {
  const failed = (): Told => [
    ...blindByRest(options, story).slice(0, 9),
    tell().leg(legB, nextDesk, 'no-answer', 92, { step: 2 }),
    tell().action(
      92.2,
      { DialCallStatus: 'no-answer', DialCallSid: legB, DialBridged: 'false', CallStatus: 'in-progress' },
      { step: 2, further: [firstDesk] },
    ),
  ];

  test('that nobody takes is lost in transfer, even where the desk was busy within the second', () => {
    const t = tell();
    const events = blindByRest(options, story).slice(0, 8);
    const busy = [...events, t.leg(legB, nextDesk, 'busy', 66, { step: 2 }), t.end(68, 'completed', 63)];
    expect(callOf(busy).transfers).toMatchObject([{ kind: 'blind', outcome: 'lost' }]);
  });

  test('that came back to the first desk and was answered there is returned, and no hand-over', () => {
    const back = (status: string, at: number) => tell().leg(legC, firstDesk, status, at, { step: 3 });
    const events = [...failed(), back('initiated', 93), back('ringing', 94), back('in-progress', 97)];
    expect(callOf(events)).toMatchObject({
      transferCount: 0,
      transfers: [{ fromSid: legA, toSid: legB, kind: 'blind', outcome: 'returned' }],
      lastTalk: 2,
    });
  });

  test('does not end the call by the left Dial’s action while nothing of the next desk is known', () => {
    expect(callOf(blindByRest(options, story, true).slice(0, 8)).settled).toBe(false);
  });

  test('of which Twilio did not answer is told without an outcome until its desk is heard of', () => {
    const t = tell();
    const intent = t.intent(64, 'i', { step: 2, fromLegSid: legA, dialled: [nextDesk] });
    const asked = [...blindByRest(options, story).slice(0, 4), intent, t.outcome(69, 'i', 'unknown')];
    expect(callOf(asked).transfers).toMatchObject([{ toSid: null, kind: 'blind', outcome: null }]);
    const heard = t.leg(legB, nextDesk, 'in-progress', 71, { step: 2 });
    expect(callOf([...asked, heard]).transfers).toMatchObject([{ toSid: legB, kind: 'blind', outcome: 'answered' }]);
  });

  test('that Twilio refused never happened', () => {
    const t = tell();
    const intent = t.intent(64, 'i', { step: 2, fromLegSid: legA, dialled: [nextDesk] });
    const events = [...blindByRest(options, story).slice(0, 4), intent, t.outcome(64.2, 'i', 'refused', 21220)];
    expect(callOf(events).transfers).toEqual([]);
  });
});

test('a second transfer is told from the desk that had the citizen, each of its own kind', () => {
  const t = tell();
  const third = target(5, 'water');
  const c = (status: string, at: number) => t.leg(legC, third, status, at, { step: 3 });
  const call = callOf([
    ...blindByRest(options, story).slice(0, 11),
    t.refer(115, legB, third.address, [third], 2),
    c('initiated', 116),
    c('ringing', 117),
    c('in-progress', 120),
    c('completed', 150),
    t.end(150.4, 'completed', 145),
  ]);
  expect(call).toMatchObject({
    transferCount: 2,
    transfers: [
      { fromSid: legA, toSid: legB, kind: 'blind', outcome: 'answered' },
      { fromSid: legB, toSid: legC, kind: 'refer', outcome: 'answered' },
    ],
    lastTalk: 2,
  });
});

test('a citizen whom REST took out of the conference did not hang up on the desk that stayed', () => {
  const t = tell();
  const call = callOf([
    ...attended(options, story).slice(0, 16),
    t.intent(100, 'j', { step: 3, fromLegSid: legB, dialled: [target(5, 'water')] }),
    t.conference('leave', 101, root, { ReasonParticipantLeft: 'participant_updated_via_api' }),
    t.conference('leave', 101, legB, { ReasonParticipantLeft: 'moderator_ended_conference' }),
    t.leg(legB, nextDesk, 'completed', 101, { step: 2 }),
    t.end(160, 'completed', 155),
  ]);
  expect(call.hungUpFirst).toBeNull();
  expect(call.transfers.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ['attended', 'answered'],
    ['blind', null],
  ]);
});

describe('a call that we ended', () => {
  const ended = (outcome: 'accepted' | 'unknown' | 'refused') => {
    const t = tell();
    return callOf([
      t.voice(0, lineOf([firstDesk])),
      t.leg(legA, firstDesk, 'ringing', 2),
      t.leg(legA, firstDesk, 'in-progress', 5),
      t.intent(60, 'i', { wish: 'end', reason: '폭언' }),
      t.outcome(60.2, 'i', outcome),
      t.leg(legA, firstDesk, 'completed', 60),
      t.action(60.3, {
        DialCallStatus: 'completed',
        DialCallSid: legA,
        DialCallDuration: '55',
        CallStatus: 'completed',
      }),
      t.end(60.5, 'completed', 55),
    ]);
  };

  test.each([
    ['accepted', 'not-applicable', 'ended-by-us', null],
    ['unknown', 'unmeasured', 'end-outcome-unknown', null],
    ['refused', 'pass', 'caller-hung-up-first', 'caller'],
  ] as const)('by an order that Twilio %s has the closing %s', (outcome, result, reason, hungUpFirst) => {
    const call = ended(outcome);
    expect(closingOf(call)).toMatchObject({ result, reason });
    expect(call.hungUpFirst).toBe(hungUpFirst);
  });
});
