// What leaves the server about a call fits the contract, whatever the call.
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { callSummaryViewSchema, callViewSchema } from '../../../server/contract/callView.js';
import { presentCall, presentCallSummary } from '../../../server/present/callView.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { lineOf, sid, simpleCall, target, teller } from '../../support/scenarios.js';

const [root, leg, other] = [sid(1), sid(2), sid(3)];
const origin = Date.UTC(2026, 10, 23, 1);
const rule = ruleFor('ulsan', 'KR');
const everything = { raw: true };
const tell = () => teller({ root, origin });
const judged = (events: readonly CallEvent[]) => {
  const call = replay(root, events);
  return { call, judgement: judgeCall(call, rule) };
};

describe('a presented call', () => {
  test('has seconds and ISO times where the inside has milliseconds', () => {
    const view = presentCall(
      judged(simpleCall(tell(), { ring: 4, talk: 100, legSid: leg, hungUpFirst: 'caller' })),
      everything,
    );
    expect(callViewSchema.strict().parse(view)).toMatchObject({
      sid: root,
      status: 'completed',
      startedAt: '2026-11-23T01:00:00.000Z',
      waitSeconds: 6,
      ringSeconds: 4,
      ringCount: 2,
      talkSeconds: 100,
      hungUpFirst: 'caller',
      verdict: {
        ring: { result: 'pass', lo: 3, hi: 5, limit: 6 },
        talk: { result: 'pass', lo: 99, hi: 101, limit: 180 },
      },
      legs: [{ sid: leg, ringingAt: '2026-11-23T01:00:02.000Z', answeredAt: '2026-11-23T01:00:06.000Z' }],
    });
  });

  test('fits the contract after each of its events, first to last', () => {
    const events = simpleCall(tell(), { ring: 7, talk: 200, legSid: leg });
    for (let count = 1; count <= events.length; count += 1) {
      const record = judged(events.slice(0, count));
      const view = callViewSchema.strict().parse(presentCall(record, everything));
      expect(view.events).toHaveLength(count);
      callSummaryViewSchema.strict().parse(presentCallSummary(record));
    }
  });

  test('shows a hand-over from desk to desk with both departments', () => {
    const story = tell();
    const [tax, water] = [target(1, 'tax'), target(2, 'water')];
    const events = [
      story.voice(0, lineOf([tax])),
      story.leg(leg, tax, 'initiated', 1),
      story.leg(leg, tax, 'ringing', 2),
      story.leg(leg, tax, 'in-progress', 4),
      story.leg(leg, tax, 'completed', 30),
      story.action(
        30.2,
        { DialCallStatus: 'completed', DialCallSid: leg, DialBridged: 'true', CallStatus: 'in-progress' },
        { further: [water] },
      ),
      story.leg(other, water, 'initiated', 31, { step: 2 }),
      story.leg(other, water, 'ringing', 32, { step: 2 }),
      story.leg(other, water, 'in-progress', 35, { step: 2 }),
    ].filter((event) => event !== undefined);
    const view = callViewSchema.strict().parse(presentCall(judged(events), everything));
    expect(view.transferCount).toBe(1);
    expect(view.transfers).toEqual([
      expect.objectContaining({ fromSid: leg, toSid: other, fromDepartmentId: 'tax', toDepartmentId: 'water' }),
    ]);
  });

  test('keeps what was received twice with other content', () => {
    const story = tell();
    const desk = target(1);
    const ringing = story.leg(leg, desk, 'ringing', 2);
    if (!ringing) throw new Error('the story has no ringing');
    const contrary: CallEvent = { ...ringing, receivedAt: ringing.receivedAt + 5_000, raw: [['CallSid', leg]] };
    const view = presentCall(judged([story.voice(0, lineOf([desk])), ringing, contrary]), everything);
    expect(view.conflicts.map(({ key, raw }) => [key, raw])).toEqual([[ringing.key, [['CallSid', leg]]]]);
  });
});
