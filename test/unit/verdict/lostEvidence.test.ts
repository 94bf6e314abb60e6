// Where events are lost or disagree, nothing is called pass or fail that the truth could contradict.
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { lineOf, sid, simpleCall, target, teller } from '../../support/scenarios.js';

const rule = ruleFor('ulsan', 'KR');
const [root, legA, legB] = [sid(1), sid(2), sid(3)];
const [deskA, deskB] = [target(1), target(2)];
const tell = () => teller({ root, origin: Date.parse('2026-02-12T02:00:00Z') });

function judge(events: (CallEvent | undefined)[]) {
  const call = replay(
    root,
    events.filter((event) => event !== undefined),
  );
  const judgement = judgeCall(call, rule);
  return { call, judgement, verdict: judgement.verdict };
}

describe('desks rung together', () => {
  test('a sibling of which only the end is known may have rung first', () => {
    const t = tell();
    const { verdict } = judge([
      t.voice(0, lineOf([deskA, deskB])),
      t.leg(legA, deskA, 'initiated', 1),
      t.leg(legA, deskA, 'ringing', 5),
      t.leg(legA, deskA, 'in-progress', 9),
      t.leg(legB, deskB, 'initiated', 1, { skip: true }),
      t.leg(legB, deskB, 'ringing', 2, { skip: true }),
      t.leg(legB, deskB, 'canceled', 10),
    ]);
    expect(verdict.ring).toMatchObject({ result: 'uncertain', lo: 3_000, hi: 10_000 });
  });

  test('a sibling’s bell after the answer is not the citizen’s ring', () => {
    const t = tell();
    const { judgement } = judge([
      t.voice(0, lineOf([deskA, deskB])),
      t.leg(legA, deskA, 'initiated', 1),
      t.leg(legB, deskB, 'initiated', 1),
      t.leg(legA, deskA, 'in-progress', 4),
      t.leg(legB, deskB, 'ringing', 6),
      t.leg(legB, deskB, 'canceled', 7),
    ]);
    expect(judgement).toMatchObject({ ringMs: null, verdict: { ring: { result: 'unmeasured' } } });
  });

  test('a Dial that was not bridged answers for none of its desks', () => {
    const t = tell();
    const { verdict } = judge([
      t.voice(0, lineOf([deskA, deskB])),
      t.leg(legA, deskA, 'ringing', 2),
      t.leg(legB, deskB, 'ringing', 2),
      t.leg(legB, deskB, 'in-progress', 4),
      t.leg(legB, deskB, 'completed', 9),
      t.action(9.2, { DialCallStatus: 'no-answer', DialCallSid: legA, DialBridged: 'false', CallStatus: 'ringing' }),
    ]);
    expect(verdict).toMatchObject({ overall: 'not-applicable', ring: { result: 'not-applicable' } });
  });

  test('an unanswered Dial that names a sibling contradicts a pick-up', () => {
    const t = tell();
    const { verdict } = judge([
      t.voice(0, lineOf([deskA, deskB])),
      t.leg(legA, deskA, 'ringing', 2),
      t.leg(legB, deskB, 'ringing', 2),
      t.leg(legB, deskB, 'in-progress', 4),
      t.leg(legB, deskB, 'completed', 9),
      t.action(9.2, { DialCallStatus: 'no-answer', DialCallSid: legA, CallStatus: 'ringing' }),
    ]);
    expect(verdict.ring).toMatchObject({ result: 'uncertain', reason: 'contradicting-evidence' });
  });

  test('without the action, a loser of the race who ended at once does not lend the winner his short talk', () => {
    const t = tell();
    const { verdict } = judge([
      t.voice(0, lineOf([deskA, deskB])),
      t.leg(legA, deskA, 'ringing', 2),
      t.leg(legB, deskB, 'ringing', 2),
      t.leg(legA, deskA, 'in-progress', 5),
      t.leg(legB, deskB, 'in-progress', 5),
      t.leg(legA, deskA, 'completed', 6),
      t.leg(legB, deskB, 'completed', 260),
      t.end(260.3, 'completed', 255),
    ]);
    expect(verdict.talk).toMatchObject({ result: 'uncertain', reason: 'contradicting-evidence' });
  });

  test('one word says a person, a later one a machine: nobody knows', () => {
    const t = tell();
    const events = simpleCall(t, { ring: 3, talk: 60, legSid: legA }).map((event) =>
      event.kind === 'status' && event.callSid === legA && event.status === 'in-progress'
        ? { ...event, answeredBy: 'human' as const }
        : event,
    );
    const ended = events.map((event) =>
      event.kind === 'status' && event.callSid === legA && event.status === 'completed'
        ? { ...event, answeredBy: 'machine' as const }
        : event,
    );
    expect(judge(events).verdict.ring.result).toBe('pass');
    expect(judge(ended).verdict).toMatchObject({ ring: { result: 'uncertain' }, talk: { result: 'uncertain' } });
  });
});

describe('an earlier desk', () => {
  const colleague = (t: ReturnType<typeof tell>, answered: number, ended: number, step?: number) => [
    t.leg(legB, deskB, 'initiated', answered - 3, step ? { step } : {}),
    t.leg(legB, deskB, 'ringing', answered - 2, step ? { step } : {}),
    t.leg(legB, deskB, 'in-progress', answered, step ? { step } : {}),
    t.leg(legB, deskB, 'completed', ended, step ? { step } : {}),
  ];

  test('of which nothing at all is known never makes the colleague’s short ring a pass', () => {
    const t = tell();
    const { verdict } = judge([t.voice(0, lineOf([deskA])), ...colleague(t, 31, 60, 2), t.end(60.3, 'completed', 29)]);
    expect(verdict.ring.result).toBe('uncertain');
  });

  test('whose answer and end were lost may have answered in time: no fail, no cover, no wait', () => {
    const t = tell();
    const { call, verdict, judgement } = judge([
      t.voice(0, lineOf([deskA])),
      t.leg(legA, deskA, 'initiated', 1),
      t.leg(legA, deskA, 'ringing', 2),
      ...colleague(t, 75, 230, 2),
      t.end(230.3, 'completed', 226),
    ]);
    expect(verdict).toMatchObject({ ring: { result: 'uncertain' }, talk: { result: 'uncertain' } });
    expect(call).toMatchObject({ cover: null, waitMs: null });
    expect(judgement).toMatchObject({ ringMs: null, talkMs: null });
    expect(judgement.legs[1]?.verdict).toMatchObject({ ring: { result: 'pass' }, talk: { result: 'pass' } });
  });

  test('whose Dial is known to have rung out did not answer, although its own end was lost', () => {
    const t = tell();
    const { verdict } = judge([
      t.voice(0, lineOf([deskA])),
      t.leg(legA, deskA, 'initiated', 1),
      t.leg(legA, deskA, 'ringing', 2),
      t.action(
        27.2,
        { DialCallStatus: 'no-answer', DialCallSid: legA, DialBridged: 'false', CallStatus: 'ringing' },
        { further: [deskB] },
      ),
      ...colleague(t, 31, 60, 2),
      t.end(60.3, 'completed', 29),
    ]);
    expect(verdict).toMatchObject({ ring: { result: 'fail' }, talk: { result: 'pass' } });
  });
});

describe('a later desk', () => {
  const answered = (t: ReturnType<typeof tell>) => simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 5);

  test('whose answer and end were lost may have talked until the citizen left', () => {
    const t = tell();
    const { verdict } = judge([
      ...answered(t),
      t.leg(legB, deskB, 'initiated', 66, { step: 2 }),
      t.leg(legB, deskB, 'ringing', 67, { step: 2 }),
      t.end(200, 'completed', 195),
    ]);
    expect(verdict.talk).toMatchObject({ result: 'uncertain', lo: 59_000, hi: 196_000 });
    expect(verdict.closing.result).toBe('unmeasured');
  });

  test('may have been lost altogether, when the citizen stayed long after the last known end', () => {
    const t = tell();
    expect(judge([...answered(t), t.end(200, 'completed', 195)]).verdict.talk.result).toBe('uncertain');
    expect(judge([...answered(t), t.end(120, 'completed', 115)]).verdict.talk.result).toBe('pass');
  });

  test('is none when the Dial’s action says that its own end was the end', () => {
    const t = tell();
    const events = [...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 6), t.end(200, 'completed', 195)];
    expect(judge(events).verdict.talk).toMatchObject({ result: 'pass', hi: 61_000 });
  });
});
