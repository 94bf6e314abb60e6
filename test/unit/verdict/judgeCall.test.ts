// Who answered, what the citizen heard, and what stays undecided (DESIGN.md, "The 333 rule, exactly").
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent, SpeechEvent } from '../../../server/calls/callEvent.js';
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
  return { call, judgement: judgeCall(call, rule), verdict: judgeCall(call, rule).verdict };
}

describe('a colleague after a first desk', () => {
  const story = (t = tell(), { isRingingLost = false, isInitiatedLost = false } = {}) => [
    t.voice(0, lineOf([deskA])),
    t.leg(legA, deskA, 'initiated', 1, { skip: isInitiatedLost }),
    t.leg(legA, deskA, 'ringing', 2, { skip: isRingingLost }),
    t.leg(legA, deskA, 'no-answer', 27),
    t.action(
      27.2,
      { DialCallStatus: 'no-answer', DialCallSid: legA, DialBridged: 'false', CallStatus: 'ringing' },
      { further: [deskB] },
    ),
    t.leg(legB, deskB, 'initiated', 28, { step: 2 }),
    t.leg(legB, deskB, 'ringing', 29, { step: 2 }),
    t.leg(legB, deskB, 'in-progress', 31, { step: 2 }),
    t.leg(legB, deskB, 'completed', 60, { step: 2 }),
    t.action(
      60.2,
      { DialCallStatus: 'completed', DialCallSid: legB, DialBridged: 'true', CallStatus: 'completed' },
      { step: 2 },
    ),
    t.end(60.4, 'completed', 29),
  ];

  test('the citizen rang since the first desk, the colleague only for two seconds', () => {
    const { call, verdict, judgement } = judge(story());
    expect(verdict.ring).toMatchObject({ result: 'fail', lo: 28_000, hi: 30_000 });
    expect(judgement.legs[1]?.verdict.ring.result).toBe('pass');
    expect(judgement.legs[0]?.verdict.ring).toMatchObject({ result: 'not-applicable', reason: 'not-answered' });
    expect(call.cover).toMatchObject({ calledOfficialId: 'official-1', answeredOfficialId: 'official-2' });
    expect(call).toMatchObject({ transferCount: 0, disposition: 'answered', departmentId: 'tax' });
  });

  test('when the first desk’s ringing was lost, the short ring of the colleague is no pass', () => {
    const { verdict } = judge(story(tell(), { isRingingLost: true }));
    expect(verdict.ring).toMatchObject({
      result: 'uncertain',
      lo: 1_000,
      hi: 31_000,
      reason: 'ringing-of-an-earlier-leg-lost',
    });
  });

  test('nor when all that is left of the first desk is its end', () => {
    const { verdict } = judge(story(tell(), { isRingingLost: true, isInitiatedLost: true }));
    expect(verdict.ring).toMatchObject({ result: 'uncertain', lo: 1_000, hi: 32_000 });
  });

  test('nor when the voice URL was lost as well: then nothing bounds it from above', () => {
    const events = story(tell(), { isRingingLost: true, isInitiatedLost: true }).filter(
      (event) => event?.kind !== 'voice',
    );
    expect(judge(events).verdict.ring).toMatchObject({ result: 'uncertain', lo: 1_000, hi: null });
  });

  test('nor when only the Dial’s action knows the first desk', () => {
    const events = story().filter((event) => event?.callSid !== legA);
    expect(judge(events).verdict.ring.result).toBe('uncertain');
  });

  test('a busy first desk never rang', () => {
    const t = tell();
    const events = story(t).filter((event) => event?.callSid !== legA);
    const { verdict } = judge([...events, t.leg(legA, deskA, 'initiated', 1), t.leg(legA, deskA, 'busy', 2)]);
    expect(verdict.ring).toMatchObject({ result: 'pass', lo: 1_000, hi: 3_000 });
  });
});

describe('what is no human answer', () => {
  const answeredBy = (word: string) => {
    const t = tell();
    return judge([
      t.voice(0, lineOf([deskA])),
      t.leg(legA, deskA, 'initiated', 1),
      t.leg(legA, deskA, 'ringing', 2),
      t.leg(legA, deskA, 'in-progress', 4, { extra: { AnsweredBy: word } }),
      t.leg(legA, deskA, 'completed', 40),
      t.end(41, 'completed', 37),
    ]);
  };

  test.each(['machine_start', 'machine_end_beep', 'machine_end_silence', 'machine_end_other', 'fax', 'unknown'])(
    'a pick-up by %s',
    (word) => {
      const { call, verdict } = answeredBy(word);
      expect(verdict).toMatchObject({
        overall: 'not-applicable',
        ring: { result: 'not-applicable', reason: 'no-human-answer' },
      });
      expect(call.disposition).not.toBe('answered');
    },
  );

  test('but a pick-up by a human is', () => {
    expect(answeredBy('human').verdict.ring.result).toBe('pass');
  });

  test('a voicemail or menu target', () => {
    for (const kind of ['voicemail', 'menu'] as const) {
      const box = target(9, 'tax', kind);
      const t = tell();
      const { verdict, call } = judge([
        t.voice(0, lineOf([box])),
        t.leg(legA, box, 'ringing', 2),
        t.leg(legA, box, 'in-progress', 3),
        t.leg(legA, box, 'completed', 40),
        t.end(41, 'completed', 37),
      ]);
      expect(verdict.overall).toBe('not-applicable');
      expect(call.disposition).toBe(kind === 'voicemail' ? 'voicemail' : 'abandoned');
    }
  });

  test('a pick-up that the Dial says was not bridged', () => {
    const t = tell();
    const { verdict } = judge([
      t.voice(0, lineOf([deskA])),
      t.leg(legA, deskA, 'ringing', 2),
      t.leg(legA, deskA, 'in-progress', 3),
      t.leg(legA, deskA, 'completed', 9),
      t.action(9.2, { DialCallStatus: 'completed', DialCallSid: legA, DialBridged: 'false', CallStatus: 'ringing' }),
      t.end(10, 'completed', 0),
    ]);
    expect(verdict.overall).toBe('not-applicable');
  });

  const race = (t: ReturnType<typeof tell>, namesWinner: boolean) => [
    t.voice(0, lineOf([deskA, deskB])),
    t.leg(legA, deskA, 'initiated', 1),
    t.leg(legB, deskB, 'initiated', 1),
    t.leg(legA, deskA, 'ringing', 2),
    t.leg(legB, deskB, 'ringing', 2),
    t.leg(legA, deskA, 'in-progress', 5),
    t.leg(legB, deskB, 'in-progress', 5),
    t.leg(legA, deskA, 'completed', 6),
    t.leg(legB, deskB, 'completed', 60),
    ...(namesWinner
      ? [
          t.action(60.2, {
            DialCallStatus: 'completed',
            DialCallSid: legB,
            DialCallDuration: '55',
            DialBridged: 'true',
            CallStatus: 'in-progress',
          }),
        ]
      : []),
    t.end(61, 'completed', 55),
  ];

  test('a lost race: the Dial names the sibling', () => {
    const { call, judgement } = judge(race(tell(), true));
    expect(call.legs.map((leg) => [leg.sid, leg.answer])).toEqual([
      [legA, 'lost-race'],
      [legB, 'human'],
    ]);
    expect(call).toMatchObject({ transferCount: 0, hungUpFirst: 'official' });
    expect(judgement.legs[0]?.verdict).toMatchObject({ overall: 'not-applicable', ring: { reason: 'lost-race' } });
    expect(judgement).toMatchObject({ talkMs: 55_000 });
  });

  test('before the Dial names anyone, the lower stamp and then the lower sid wins', () => {
    const events = race(tell(), false);
    expect(judge(events.slice(0, 7)).call.legs.map((leg) => leg.answer)).toEqual(['human', 'lost-race']);
    // The desk that was guessed left at once and the other stayed: without the Dial's word nobody knows.
    expect(judge(events).call.legs.map((leg) => leg.answer)).toEqual(['contradicted', 'contradicted']);
  });

  test('evidence that disagrees with itself is uncertain, never a pass', () => {
    const t = tell();
    const { verdict } = judge([
      t.voice(0, lineOf([deskA])),
      t.leg(legA, deskA, 'ringing', 2),
      t.leg(legA, deskA, 'in-progress', 4),
      t.leg(legA, deskA, 'no-answer', 9),
      t.end(10, 'completed', 0),
    ]);
    expect(verdict).toMatchObject({
      overall: 'unmeasured',
      ring: { result: 'uncertain', reason: 'contradicting-evidence' },
    });
  });
});

describe('missing evidence', () => {
  const without = (lost: 'skip' | 'never') => {
    const t = tell();
    return judge([
      t.voice(0, lineOf([deskA])),
      t.leg(legA, deskA, 'initiated', 1),
      lost === 'skip' ? t.leg(legA, deskA, 'ringing', 2, { skip: true }) : undefined,
      t.leg(legA, deskA, 'in-progress', 4),
      t.leg(legA, deskA, 'completed', 40),
      t.end(41, 'completed', 37),
    ]).verdict.ring;
  };

  test('a gap in the sequence numbers tells a lost ringing from one that was never sent', () => {
    expect(without('skip')).toMatchObject({ result: 'unmeasured', reason: 'ringing-lost' });
    expect(without('never')).toMatchObject({ result: 'unmeasured', reason: 'ringing-not-sent' });
  });

  test('a lost answer or end leaves talk unmeasured', () => {
    const events = simpleCall(tell(), { ring: 3, talk: 60, legSid: legA });
    const drop = (status: string) =>
      events.filter((event) => !(event.kind === 'status' && event.callSid === legA && event.status === status));
    expect(judge(drop('in-progress')).verdict).toMatchObject({
      ring: { reason: 'answer-lost' },
      talk: { result: 'unmeasured', reason: 'answer-lost' },
    });
    expect(judge(drop('completed')).verdict.talk).toMatchObject({ result: 'unmeasured', reason: 'end-lost' });
  });

  test('a stamp that never came is not replaced by the receipt', () => {
    const events = simpleCall(tell(), { ring: 3, talk: 60, legSid: legA }).map((event) => {
      const { stamp, ...rest } = event;
      return event.status === 'in-progress' && event.kind === 'status' ? (rest as CallEvent) : event;
    });
    expect(judge(events).verdict.ring).toMatchObject({ result: 'unmeasured', reason: 'stamp-missing' });
  });
});

describe('while the call goes on', () => {
  test('ring is decided at the answer, talk and closing at the end', () => {
    const events = simpleCall(tell(), { ring: 3, talk: 60, legSid: legA });
    const results = (count: number) => {
      const { verdict } = judge(events.slice(0, count));
      return [verdict.ring.result, verdict.talk.result, verdict.closing.result, verdict.overall, verdict.final];
    };
    expect(results(3)).toEqual([null, null, null, null, false]);
    expect(results(4)).toEqual(['pass', null, null, null, false]);
    expect(results(7)).toEqual(['pass', 'pass', 'pass', 'pass', true]);
  });

  test('every verdict names the events that it rests on', () => {
    const { call, verdict } = judge(simpleCall(tell(), { ring: 3, talk: 60, legSid: legA }));
    const keys = new Set(call.events.map((event) => event.key));
    for (const clause of [verdict.ring, verdict.talk, verdict.closing]) {
      expect(clause.evidence.length).toBeGreaterThan(0);
      for (const key of clause.evidence) expect(keys.has(key)).toBe(true);
    }
  });
});

describe('closing', () => {
  const closing = (hungUpFirst: 'caller' | 'official') =>
    judge(simpleCall(tell(), { ring: 3, talk: 60, legSid: legA, hungUpFirst })).verdict.closing;

  test('a caller who hung up first closes it, but that evidence could show nothing else', () => {
    expect(closing('caller')).toMatchObject({ result: 'pass', decisive: false, reason: 'caller-hung-up-first' });
  });

  test('an official who hung up first cannot be judged without speech', () => {
    expect(closing('official')).toMatchObject({ result: 'unmeasured', reason: 'no-speech-evidence' });
  });

  const measured = (pause: SpeechEvent['pause'], hungUpFirst: 'caller' | 'official' = 'official', heardUntil = 66) => {
    const t = tell();
    const events = simpleCall(t, { ring: 3, talk: 60, legSid: legA, hungUpFirst });
    return judge([...events, t.speech(legA, heardUntil, pause)]).verdict.closing;
  };
  const silence = (ms: number, error = 300) => ({ ms, lo: ms - error, hi: ms + error, isNoisy: error > 300 });

  test('three seconds of silence before the receiver goes down pass, less fails, and near the limit nobody can tell', () => {
    expect(measured(silence(3_300))).toMatchObject({ result: 'pass', lo: 3_000, hi: 3_600, decisive: true });
    expect(measured(silence(3_299)).result).toBe('uncertain');
    expect(measured(silence(3_000))).toMatchObject({ result: 'uncertain', decisive: true });
    expect(measured(silence(2_701)).result).toBe('uncertain');
    expect(measured(silence(2_700))).toMatchObject({ result: 'fail', lo: 2_400, hi: 3_000, decisive: true });
    expect(measured(silence(3_000, 600))).toMatchObject({ result: 'uncertain', reason: 'noisy-line' });
  });

  test('names the stream and the action as its evidence', () => {
    expect(measured(silence(5_000)).evidence).toEqual([`speech:stream-${legA}`, expect.stringMatching(/^action:/)]);
  });

  test('a caller who hung up first passes, and counts where the silence was measured', () => {
    expect(measured(silence(100), 'caller')).toMatchObject({ result: 'pass', decisive: true });
    expect(measured('track-missing', 'caller')).toMatchObject({ result: 'pass', decisive: false });
  });

  test('is unmeasured when a side is missing, nobody spoke, or the stream was cut off before the end', () => {
    expect(measured('track-missing')).toMatchObject({ result: 'unmeasured', reason: 'track-missing', decisive: false });
    expect(measured('no-speech')).toMatchObject({ result: 'unmeasured', reason: 'no-speech' });
    expect(measured(silence(5_000), 'official', 40)).toMatchObject({
      result: 'unmeasured',
      reason: 'stream-ended-early',
    });
  });

  test('without the Dial’s action the caller left first only if the caller’s end is surely the earlier', () => {
    const closingWith = (rootEnd: number) => {
      const t = tell();
      return judge([...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 5), t.end(rootEnd, 'completed', 60)])
        .verdict.closing;
    };
    expect(closingWith(62)).toMatchObject({ result: 'pass', reason: 'caller-hung-up-first', decisive: false });
    expect(closingWith(65)).toMatchObject({ result: 'unmeasured', reason: 'hang-up-unknown' });
    expect(closingWith(80)).toMatchObject({ result: 'unmeasured', reason: 'hang-up-unknown' });
  });

  test('without the Dial’s action nobody knows who hung up', () => {
    const events = simpleCall(tell(), { ring: 3, talk: 60, legSid: legA }).filter((event) => event.kind !== 'action');
    expect(judge(events).verdict.closing).toMatchObject({ result: 'unmeasured', reason: 'hang-up-unknown' });
  });

  test('a Dial that ran into its time limit was closed by nobody', () => {
    const t = tell();
    const events = simpleCall(t, { ring: 3, talk: 14_400, legSid: legA, hungUpFirst: 'official' });
    expect(judge(events).verdict.closing).toMatchObject({ result: 'not-applicable', reason: 'time-limit' });
  });

  test('a citizen lost in a transfer ended with no official connected', () => {
    const t = tell();
    const { call, verdict } = judge([
      ...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 5),
      t.leg(legB, deskB, 'initiated', 66, { step: 2 }),
      t.leg(legB, deskB, 'ringing', 67, { step: 2 }),
      t.leg(legB, deskB, 'no-answer', 90, { step: 2 }),
      t.end(91, 'completed', 86),
    ]);
    expect(call.transfers).toMatchObject([{ fromSid: legA, toSid: legB, outcome: 'lost' }]);
    expect(verdict.closing).toMatchObject({ result: 'not-applicable', reason: 'no-official-connected' });
    expect(verdict.talk.result).toBe('pass');
  });
});

describe('transfers', () => {
  test('talk runs from the first human answer to the end of the last desk, transfer ringing inside', () => {
    const t = tell();
    const { call, judgement, verdict } = judge([
      ...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 5),
      t.leg(legB, deskB, 'initiated', 66, { step: 2 }),
      t.leg(legB, deskB, 'ringing', 67, { step: 2 }),
      t.leg(legB, deskB, 'in-progress', 75, { step: 2 }),
      t.leg(legB, deskB, 'completed', 190, { step: 2 }),
      t.action(
        190.2,
        { DialCallStatus: 'completed', DialCallSid: legB, DialBridged: 'true', CallStatus: 'completed' },
        { step: 2 },
      ),
      t.end(190.4, 'completed', 185),
    ]);
    expect(call).toMatchObject({ transferCount: 1, transfers: [{ outcome: 'answered', ringMs: 8_000 }] });
    expect(judgement.talkMs).toBe(185_000);
    expect(verdict).toMatchObject({ ring: { result: 'pass' }, talk: { result: 'fail' } });
    // The second desk waited eight seconds on its own bell and talked for 115 s: it alone answers for that.
    expect(judgement.legs[1]?.verdict).toMatchObject({ ring: { result: 'fail' }, talk: { result: 'pass' } });
    expect(judgement.legs[0]?.verdict).toMatchObject({ ring: { result: 'pass' }, closing: { reason: 'handed-over' } });
  });

  test('legs without our step are told apart by time', () => {
    const t = tell();
    const bare = (event: CallEvent | undefined): CallEvent | undefined => {
      if (!event) return undefined;
      const { step, ...rest } = event;
      return rest as CallEvent;
    };
    const { call } = judge([
      ...simpleCall(t, { ring: 3, talk: 60, legSid: legA }).slice(0, 5).map(bare),
      bare(t.leg(legB, deskB, 'initiated', 66)),
      bare(t.leg(legB, deskB, 'in-progress', 75)),
      bare(t.leg(legB, deskB, 'completed', 190)),
      bare(t.end(191, 'completed', 185)),
    ]);
    expect(call.transferCount).toBe(1);
    expect(call.legs.map((leg) => leg.dial)).toEqual([0, 1]);
  });
});
