// What a wait in a queue, a notice, a message and a closed door make of a call.
import { describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { callEventSchema } from '../../../server/calls/callEvent.js';
import { liveRow } from '../../../server/metrics/liveRow.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { closedDoor, leftQueue, messageLeft, queued, routedTeller } from '../../support/routedStories.js';
import { sid } from '../../support/scenarios.js';

const [root, legA, legB] = [sid(1), sid(2), sid(3)];
const options = { root, origin: Date.parse('2026-02-12T02:00:00Z') };
const story = { legA, legB, wait: 4, talk: 60, hungUpFirst: 'official' as const };
const rule = ruleFor('ulsan', 'KR');
const derive = (events: readonly CallEvent[]) => {
  const call = replay(root, events);
  return { call, judgement: judgeCall(call, rule) };
};
const without = (events: readonly CallEvent[], kind: CallEvent['kind']) =>
  events.filter((event) => event.kind !== kind);
/** Up to a moment, seconds. */
const until = (events: readonly CallEvent[], seconds: number) =>
  events.filter(({ receivedAt }) => receivedAt <= options.origin + seconds * 1000);

describe('a queued call', () => {
  test('is answered by the agent whom Twilio connected, and rings from its entry into the queue', () => {
    const { call, judgement } = derive(queued(options, story));
    expect(call).toMatchObject({ disposition: 'answered', transferCount: 0, hungUpFirst: 'official', cover: null });
    expect(call.legs.map(({ answer }) => answer)).toEqual(['none', 'human']);
    expect(call.queue).toMatchObject({ ms: 24_000, entered: { ms: options.origin + 300 } });
    expect(call.waitMs).toBe(23_700);
    expect(judgement).toMatchObject({ ringMs: 23_700, talkMs: 60_000, verdict: { ring: { result: 'fail' } } });
    expect(judgement.legs[1]).toMatchObject({ ringMs: 5_000, verdict: { ring: { result: 'pass' } } });
  });

  test('that an agent takes in time passes, within what whole-second stamps can tell', () => {
    const quick = { ...story, wait: -16 };
    const events = queued(options, quick).filter((event) => event.callSid !== legA);
    const { judgement } = derive(events);
    expect(judgement.verdict.ring).toMatchObject({ result: 'pass', lo: 2_700, hi: 4_700 });
  });

  test('is the same where the whisper’s request was lost, as nobody else can have taken it', () => {
    const { call } = derive(queued(options, story, false));
    expect(call.legs.map(({ answer }) => answer)).toEqual(['none', 'human']);
    expect(call.disposition).toBe('answered');
  });

  test('knows its answerer where all callbacks of the agent’s leg were lost, and measures nothing', () => {
    const { call, judgement } = derive(queued(options, story).filter(({ callSid }) => callSid !== legB));
    expect(call.disposition).toBe('answered');
    expect(judgement.verdict.ring).toMatchObject({ result: 'unmeasured', reason: 'stamp-missing' });
  });

  test('counts from the voice URL where the entry was not heard of', () => {
    const { call } = derive(without(queued(options, story), 'queue'));
    expect(call.queue?.entered.ms).toBe(options.origin);
    expect(call.queue?.ms).toBe(24_000);
  });

  test('waits on the board until somebody is connected, not only picks up', () => {
    const events = queued(options, story);
    const at = (seconds: number) => {
      const { call, judgement } = derive(until(events, seconds));
      return liveRow(call, judgement, new Set());
    };
    expect([1, 18, 24.2, 30].map((seconds) => at(seconds).state)).toEqual(['ringing', 'ringing', 'ringing', 'talking']);
    expect(at(18).ringingSince).toBe(new Date(options.origin + 300).toISOString());
  });

  test('that the citizen left is abandoned, whatever the agent who picked up too late did', () => {
    const { call, judgement } = derive(leftQueue(options, story));
    expect(call).toMatchObject({ disposition: 'abandoned', firstAnswer: null, hungUpFirst: null });
    expect(call.legs.map(({ answer }) => answer)).toEqual(['not-bridged']);
    expect(judgement).toMatchObject({ lateAndLost: true, verdict: { overall: 'not-applicable' } });
  });

  test('of which the agent took somebody else’s is not answered by that agent', () => {
    const other = { ...routedTeller(options).taken(24, legA), callSid: sid(9), rootSid: sid(9) };
    const { call } = derive([...leftQueue(options, story), other]);
    expect(call.legs.map(({ answer }) => answer)).toEqual(['not-bridged']);
  });
});

describe('a call', () => {
  test('begins to wait when its notice has been heard', () => {
    const { call } = derive(messageLeft(options, story));
    expect(call.offeredAt).toBe(options.origin + 5_000);
    expect(derive(without(messageLeft(options, story), 'notice')).call.offeredAt).toBe(options.origin);
  });

  test('that left a message is a voicemail; one that hung up instead was not answered', () => {
    const events = messageLeft(options, story);
    expect(derive(events).call).toMatchObject({ disposition: 'voicemail', firstAnswer: null });
    expect(derive(without(events, 'note')).call.disposition).toBe('no-answer');
  });

  test('to a closed office is closed', () => {
    expect(derive(closedDoor(options)).call).toMatchObject({ disposition: 'closed', settled: true, legs: [] });
  });

  test('of every kind can be stored and read back', () => {
    for (const event of [...queued(options, story), ...messageLeft(options, story), ...closedDoor(options)]) {
      expect(callEventSchema.parse(structuredClone(event))).toEqual(event);
    }
  });
});
