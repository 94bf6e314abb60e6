// What a call is said to have been: its disposition, its hand-overs, who hung up, and when it counts as over.
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { lineOf, sid, simpleCall, target, teller } from '../../support/scenarios.js';

const [root, legA, legB] = [sid(1), sid(2), sid(3)];
const [deskA, deskB] = [target(1), target(2)];
const tell = () => teller({ root, origin: Date.parse('2026-02-12T02:00:00Z') });
type Told = (CallEvent | undefined)[];

function callOf(events: Told) {
  return replay(
    root,
    events.filter((event) => event !== undefined),
  );
}

/** The first desk rings out, a colleague is dialled and ends as `status` without an answer. */
const rollover = (t: ReturnType<typeof tell>, status: string, endedAt: number): Told => [
  t.voice(0, lineOf([deskA])),
  t.leg(legA, deskA, 'initiated', 1),
  t.leg(legA, deskA, 'ringing', 2),
  t.leg(legA, deskA, 'no-answer', 27),
  t.action(
    27.2,
    { DialCallStatus: 'no-answer', DialCallSid: legA, DialBridged: 'false', CallStatus: 'ringing' },
    { further: [deskB] },
  ),
  t.leg(legB, deskB, 'initiated', 28, { step: 2 }),
  t.leg(legB, deskB, status, endedAt, { step: 2 }),
];

describe('a call that nobody took', () => {
  test.each(['failed', 'busy'])('is no-answer when a desk rang out, even if the colleague’s line was %s', (status) => {
    const t = tell();
    const action = { DialCallStatus: status, DialCallSid: legB, DialBridged: 'false', CallStatus: 'ringing' };
    const told = [...rollover(t, status, 29), t.action(29.2, action, { step: 2 }), t.end(37, 'completed', 8)];
    expect(callOf(told).disposition).toBe('no-answer');
    expect(callOf(told.filter((event) => !(event?.kind === 'action' && event.step === 2))).disposition).toBe(
      'no-answer',
    );
  });

  test('is no-answer when the last Dial’s action is lost but its desk stopped long before the citizen left', () => {
    const t = tell();
    const told = [...rollover(t, 'no-answer', 53), t.end(61, 'completed', 8)];
    expect(callOf(told).disposition).toBe('no-answer');
  });

  test('is abandoned when the citizen left before the colleague was even dialled', () => {
    const t = tell();
    const told = [...rollover(t, 'no-answer', 53).slice(0, 5), t.end(30, 'canceled', 0)];
    expect(callOf(told).disposition).toBe('abandoned');
  });

  test('is abandoned, not no-answer, when the end of the colleague’s ringing is unknown', () => {
    const t = tell();
    const told = [...rollover(t, 'no-answer', 53).slice(0, 6), t.end(40, 'canceled', 0)];
    expect(callOf(told).disposition).toBe('abandoned');
  });

  test('is not excused as short when nobody knows when it began', () => {
    expect(callOf([tell().end(30, 'no-answer', 0)]).disposition).toBe('abandoned');
  });

  test('is short when the citizen surely left within five seconds', () => {
    const t = tell();
    expect(callOf([t.voice(0, lineOf([deskA])), t.end(3, 'no-answer', 0)]).disposition).toBe('short-abandoned');
  });
});

describe('a blind transfer by REST', () => {
  const bare = (event: CallEvent | undefined): CallEvent | undefined => {
    if (!event) return undefined;
    const { step, ...rest } = event;
    return rest as CallEvent;
  };
  const transferred = (t: ReturnType<typeof tell>, rename: typeof bare): Told => [
    ...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 5),
    rename(t.leg(legB, deskB, 'initiated', 65)),
    rename(t.leg(legB, deskB, 'ringing', 66)),
    rename(t.leg(legB, deskB, 'in-progress', 70)),
    rename(t.leg(legB, deskB, 'completed', 200)),
  ];

  test('whose TwiML names the first step again is still a transfer, not a race', () => {
    const t = tell();
    const call = callOf([...transferred(t, (event) => event), t.end(200.3, 'completed', 195)]);
    expect(call.legs.map(({ answer, dial }) => [answer, dial])).toEqual([
      ['human', 0],
      ['human', 1],
    ]);
    expect(call).toMatchObject({ transferCount: 1, firstAnswer: 0, lastTalk: 1 });
  });

  test('is not over when the first Dial’s action comes while the next desk rings or talks', () => {
    const t = tell();
    const action = t.action(65.1, {
      DialCallStatus: 'completed',
      DialCallSid: legA,
      DialBridged: 'true',
      CallStatus: 'in-progress',
    });
    const told = [...transferred(t, bare), action];
    expect(callOf([...told.slice(0, 8), action])).toMatchObject({ settled: false, disposition: null });
    expect(callOf([...told, t.end(200.3, 'completed', 195)])).toMatchObject({ settled: true, transferCount: 1 });
  });

  test('of one desk’s own leg does not say that the official hung up', () => {
    const t = tell();
    // Without DialCallDuration: the child was sent elsewhere before it ended.
    const fields = { DialCallStatus: 'completed', DialCallSid: legA, DialBridged: 'true', CallStatus: 'in-progress' };
    const told = [...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 5), t.action(65.2, fields)];
    expect(callOf(told).hungUpFirst).toBeNull();
    expect(callOf([...told.slice(0, 5), t.action(65.2, { ...fields, DialCallDuration: '60' })]).hungUpFirst).toBe(
      'official',
    );
  });
});

describe('a citizen who was handed on', () => {
  test('was not hung up on by the official who handed over, whatever became of the next desk', () => {
    const t = tell();
    const call = callOf([
      ...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 5),
      t.action(
        65.2,
        {
          DialCallStatus: 'completed',
          DialCallSid: legA,
          DialCallDuration: '60',
          DialBridged: 'true',
          CallStatus: 'in-progress',
        },
        { further: [deskB] },
      ),
      t.leg(legB, deskB, 'initiated', 66, { step: 2 }),
      t.leg(legB, deskB, 'ringing', 67, { step: 2 }),
      t.leg(legB, deskB, 'no-answer', 90, { step: 2 }),
      t.end(91, 'completed', 86),
    ]);
    expect(call).toMatchObject({ hungUpFirst: null, transfers: [{ outcome: 'lost' }] });
  });

  test('is not said to be lost where the end of the next desk never came', () => {
    const t = tell();
    const call = callOf([
      ...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 5),
      t.leg(legB, deskB, 'initiated', 66, { step: 2 }),
      t.leg(legB, deskB, 'ringing', 67, { step: 2 }),
      t.end(200, 'completed', 195),
    ]);
    expect(call.transfers).toMatchObject([{ fromSid: legA, toSid: legB, outcome: null }]);
  });

  test('was not handed on by a desk of which nobody knows whether it answered', () => {
    const t = tell();
    const told = rollover(t, 'in-progress', 31).filter((event) => event?.kind !== 'action');
    const odd = t.leg(legA, deskA, 'in-progress', 5);
    expect(callOf([...told, odd, t.leg(legB, deskB, 'completed', 60, { step: 2 })])).toMatchObject({
      transferCount: 0,
      transfers: [],
    });
  });
});

test('an action of a leg’s own Dial says nothing about the citizen', () => {
  const t = tell();
  const action = t.action(20, { CallSid: legA, CallStatus: 'completed', DialCallStatus: 'no-answer' });
  expect(callOf([...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 4), action]).settled).toBe(false);
});

test('repeats in one millisecond, once with and once without our step, end in the same call in either order', () => {
  const t = tell();
  const ringing = t.leg(legA, deskA, 'ringing', 2);
  if (!ringing) throw new Error('not told');
  const { step, ...stepless } = ringing;
  const other = stepless as CallEvent;
  expect(callOf([ringing, other])).toEqual(callOf([other, ringing]));
});
