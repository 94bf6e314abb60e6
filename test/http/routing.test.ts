// Where calls go, as Twilio is told: from memory, in each way that a department may want, and whatever the database does.
import { describe, expect, test } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import twilio from 'twilio';
import { readTwiml } from '../../scripts/simulate/twiml/readTwiml.js';
import type { Verb } from '../../scripts/simulate/twiml/verbs.js';
import { systemClock } from '../../server/base/clock.js';
import { replay } from '../../server/calls/applyEvent.js';
import type { CallEvent } from '../../server/calls/callEvent.js';
import type { Department } from '../../server/directory/directory.js';
import { handleErrors } from '../../server/http/errorHandler.js';
import type { RoutingSettings } from '../../server/routing/planCall.js';
import type { VoiceParts } from '../../server/twilio/voiceExchange.js';
import { voiceRouter } from '../../server/twilio/voiceRouter.js';
import { manualClock } from '../support/manualClock.js';
import { addressOf, cityHours, citySettings, numbers, routedCity } from '../support/routedCity.js';
import { accountSid, sid } from '../support/scenarios.js';

const base = 'https://phones.hanbit.example';
const token = 'a-token';
const root = sid(1);

interface Given {
  at?: string;
  tax?: Partial<Department>;
  routing?: Partial<RoutingSettings>;
  ingest?: VoiceParts['ingest'];
}

async function setUp({ at = '2026-11-23T10:00:00', tax, routing = {}, ingest }: Given = {}) {
  const events: CallEvent[] = [];
  const lines: object[] = [];
  const waiting: string[] = [];
  const clock = ingest ? systemClock : manualClock(Date.parse(`${at}+09:00`));
  const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(JSON.parse(line)) });
  const router = voiceRouter({
    accountSid,
    authTokens: [token],
    publicBaseUrl: base,
    directory: await routedCity(tax),
    routing: { ...citySettings, ...routing },
    city: cityHours,
    dialler: {
      enter: ({ rootSid }) => void waiting.push(rootSid),
      leave: (rootSid) => void waiting.splice(waiting.indexOf(rootSid), 1),
    },
    clock,
    logger,
    ingest: ingest ?? (async (event) => void events.push(event)),
    liveCall: (id) => (events.length > 0 ? replay(id, events) : undefined),
    keepShopEvent: async () => undefined,
    onStatus: () => undefined,
    onConference: () => undefined,
  });
  const app = express().use('/voice', router).use(handleErrors(logger));
  /** The answer as the stand-in's own reader of TwiML understands it. */
  const post = async (path: string, form: Record<string, string>) => {
    const all = { AccountSid: accountSid, CallSid: root, From: '+821000000001', ...form };
    const signature = twilio.getExpectedTwilioSignature(token, base + path, all);
    const request = supertest(app).post(path).type('form').set('x-twilio-signature', signature);
    const answer = await request.send(new URLSearchParams(all).toString());
    return answer.status === 204 ? [] : readTwiml(answer.text, base + path);
  };
  const call = (to: string, more: Record<string, string> = {}) =>
    post('/voice/incoming', { To: to, Direction: 'inbound', CallStatus: 'ringing', ...more });
  const dialEnds = (step: number, dialStatus = 'no-answer') =>
    post(`/voice/dial-action?root=${root}&step=${step}`, {
      To: numbers.own,
      Direction: 'inbound',
      CallStatus: 'ringing',
      DialCallStatus: dialStatus,
    });
  return { post, call, dialEnds, events, lines, waiting };
}

function tell(verbs: readonly Verb[]): string[] {
  return verbs.map((verb) => {
    if (verb.verb === 'Say') return verb.text;
    if (verb.verb !== 'Dial') return verb.verb;
    return `Dial ${verb.nouns.map((noun) => ('address' in noun ? noun.address : noun.name)).join(' ')}`;
  });
}
const dial = (...ids: string[]) => `Dial ${ids.map(addressOf).join(' ')}`;

describe('a call to an official', () => {
  test('rings owner and team at once, then deputies, then apologises', async () => {
    const { call, dialEnds, events } = await setUp();
    expect(tell(await call(numbers.own))).toEqual([dial('owner', 'mate', 'early')]);
    expect(tell(await dialEnds(1))).toEqual([dial('deputy')]);
    expect(tell(await dialEnds(2))).toEqual([expect.stringMatching(/^죄송합니다/), 'Hangup']);
    expect(events).toMatchObject([
      { kind: 'voice', answer: 'dial', officialId: 'owner', dialled: [{}, {}, {}] },
      { kind: 'action', next: 'dial', dialled: [{ officialId: 'deputy' }] },
      { kind: 'action', next: 'end' },
    ]);
  });

  test('in rollover goes from desk to desk, and does not go on after a talk', async () => {
    const { call, dialEnds } = await setUp({ routing: { coverMode: 'rollover' } });
    expect(tell(await call(numbers.own))).toEqual([dial('owner')]);
    expect(tell(await dialEnds(1, 'busy'))).toEqual([dial('mate', 'early')]);
    expect(tell(await dialEnds(2, 'completed'))).toEqual(['Hangup']);
  });

  test('may end in a message, of which the call then tells', async () => {
    const { call, dialEnds, post, events } = await setUp({ tax: { voicemail: true } });
    await call(numbers.own);
    await dialEnds(1);
    expect(tell(await dialEnds(2))).toEqual([expect.stringMatching(/담당자가.*삐 소리/), 'Record', 'Hangup']);
    const done = { To: numbers.own, CallStatus: 'completed', RecordingSid: 'RE1', RecordingDuration: '8' };
    expect(tell(await post(`/voice/voicemail?root=${root}&step=3`, done))).toEqual([expect.any(String), 'Hangup']);
    await post('/voice/status', {
      To: numbers.own,
      Direction: 'inbound',
      CallStatus: 'completed',
      SequenceNumber: '0',
    });
    expect(replay(root, events)).toMatchObject({ disposition: 'voicemail', settled: true, firstAnswer: null });
  });

  test('with a notice begins to ring when it has been heard', async () => {
    const { call, post, events } = await setUp({ tax: { notice: true } });
    const [say, redirect] = await call(numbers.own);
    expect(say).toMatchObject({ verb: 'Say', language: 'ko-KR', text: expect.stringContaining('녹음') });
    expect(redirect).toMatchObject({ verb: 'Redirect', to: { url: expect.stringContaining('/voice/notice?root=') } });
    const heard = { To: numbers.own, Direction: 'inbound', CallStatus: 'in-progress' };
    expect(tell(await post(`/voice/notice?root=${root}&step=1`, heard))).toEqual([dial('owner', 'mate', 'early')]);
    expect(events.at(-1)).toMatchObject({ kind: 'notice', dialled: [{ officialId: 'owner' }, {}, {}] });
  });
});

describe('a closed office', () => {
  test('says when it opens; the call is closed, and offered to nobody', async () => {
    const { call, post, events, lines } = await setUp({ at: '2026-11-23T18:30:00' });
    expect(tell(await call(numbers.passport))).toEqual([
      '지금은 업무 시간이 아닙니다. 다음 업무 시간은 내일 오전 9시부터 오후 6시까지입니다.',
      'Hangup',
    ]);
    await post('/voice/status', { Direction: 'inbound', CallStatus: 'completed', SequenceNumber: '0' });
    expect(replay(root, events)).toMatchObject({ disposition: 'closed', departmentId: 'passport', settled: true });
    expect(lines).toEqual([]);
  });

  test('takes a message where the city wants it, and the call is closed all the same', async () => {
    const { call, post, events } = await setUp({ at: '2026-05-25T10:00:00', routing: { voicemail: true } });
    expect(tell(await call(numbers.passport))).toEqual([
      expect.stringMatching(/다음 업무 시간은 내일.*삐 소리/),
      'Record',
      'Hangup',
    ]);
    await post(`/voice/voicemail?root=${root}&step=1`, {
      RecordingSid: 'RE1',
      RecordingDuration: '8',
      CallStatus: 'completed',
    });
    await post('/voice/status', { Direction: 'inbound', CallStatus: 'completed', SequenceNumber: '0' });
    expect(replay(root, events).disposition).toBe('closed');
  });
});

describe('a call centre’s queue', () => {
  const waiting = { To: numbers.centre, Direction: 'inbound', CallStatus: 'in-progress', QueueSid: 'QU1' };
  const turn = { ...waiting, QueuePosition: '1', CurrentQueueSize: '1' };
  const queueUrl = `/voice/queue?root=${root}&step=1`;

  test('lets the citizen wait, counts the first turn alone, and lets out who has waited too long', async () => {
    const { call, post, events, waiting: rung } = await setUp();
    expect(await call(numbers.centre)).toMatchObject([{ verb: 'Enqueue', name: numbers.centre }]);
    expect(rung).toEqual([root]);
    expect(tell(await post(queueUrl, { ...turn, QueueTime: '0' }))).toEqual([expect.any(String), 'Pause']);
    await post(queueUrl, { ...turn, QueueTime: '15' });
    expect(tell(await post(queueUrl, { ...turn, QueueTime: '300' }))).toEqual(['Leave']);
    expect(events.map(({ kind }) => kind)).toEqual(['voice', 'queue']);
    expect(tell(await post(queueUrl, { ...waiting, QueueResult: 'leave', QueueTime: '300' }))).toEqual([
      expect.stringMatching(/^죄송합니다/),
      'Hangup',
    ]);
    expect(rung).not.toEqual([root, root]);
  });

  test('gives the agent who picks up whoever waits, and nobody when the citizen has left', async () => {
    const { call, post } = await setUp();
    await call(numbers.centre);
    const agent = { CallSid: sid(9), To: addressOf('agent-1'), Direction: 'outbound-api', CallStatus: 'in-progress' };
    expect(await post(queueUrl, agent)).toMatchObject([
      {
        verb: 'Dial',
        nouns: [{ kind: 'Queue', name: numbers.centre, whisper: { url: expect.stringContaining(root) } }],
      },
    ]);
    await post(queueUrl, { ...waiting, CallStatus: 'completed', QueueResult: 'hangup', QueueTime: '7' });
    expect(tell(await post(queueUrl, agent))).toEqual([expect.stringContaining('끊으셨습니다'), 'Hangup']);
  });
});

describe('a citizen whom an agent took', () => {
  const ends = (result: string) => ({
    ...{ To: numbers.centre, Direction: 'inbound', CallStatus: 'in-progress', QueueSid: 'QU1' },
    ...{ QueueResult: result, QueueTime: '9' },
  });
  const connected = async () => {
    const city = await setUp();
    const agent = {
      To: addressOf('agent-1'),
      Direction: 'outbound-api',
      CallStatus: 'in-progress',
      SequenceNumber: '2',
    };
    await city.call(numbers.centre);
    await city.post(`/voice/status?root=${root}&step=1`, { ...agent, CallSid: sid(9) });
    await city.post(`/voice/queue?root=${root}&step=1`, { QueueSid: 'QU1', QueueTime: '9', DequeingCallSid: sid(9) });
    return city;
  };
  const wish = {
    ...{
      kind: 'intent',
      key: 'intent:i',
      callSid: root,
      rootSid: root,
      receivedAt: 0,
      step: 2,
      raw: [],
      intentId: 'i',
    },
    ...{ wish: 'transfer', by: { userId: null, account: 'a' }, fromLegSid: sid(9), dialled: [] },
    ...{ transferKind: 'attended', briefed: true, reason: null },
  } as const satisfies CallEvent;

  test('follows into the conference of an attended transfer', async () => {
    const { post, events } = await connected();
    events.push(wish);
    const answer = await post(`/voice/queue?root=${root}&step=1`, ends('bridged'));
    expect(answer).toMatchObject([{ verb: 'Dial', nouns: [{ kind: 'Conference', name: root }] }]);
    expect(events.at(-1)).toMatchObject({
      kind: 'action',
      next: 'conference',
      queue: { result: 'bridged', seconds: 9 },
    });
  });

  test('is let go after the talk, and left alone where REST sent them elsewhere', async () => {
    const { post, events } = await connected();
    expect(tell(await post(`/voice/queue?root=${root}&step=1`, ends('bridged')))).toEqual(['Hangup']);
    expect(replay(root, events)).toMatchObject({ settled: true, hungUpFirst: 'official', disposition: 'answered' });
    const other = await connected();
    await other.post(`/voice/queue?root=${root}&step=1`, ends('redirected-from-bridged'));
    expect(replay(root, other.events).settled).toBe(false);
  });
});

describe('an abusive call', () => {
  test('is ended with a sentence, where an official sends the citizen', async () => {
    const { post } = await setUp();
    expect(tell(await post(`/voice/abuse?root=${root}&step=2`, { CallStatus: 'in-progress' }))).toEqual([
      expect.stringContaining('통화를 마칩니다'),
      'Hangup',
    ]);
  });
});

describe('a call that can reach nobody', () => {
  test.each([
    ['an unknown extension', numbers.vacant, {}, 'unknown-number'],
    ['a former official', numbers.former, {}, 'nobody'],
    ['a circle of lines', numbers.circle, {}, 'nobody'],
    ['a telephone that forwards to itself', numbers.own, { ForwardedFrom: numbers.own }, 'loop'],
  ])('%s is apologised for, in one line of the log', async (_what, to, more, reason) => {
    const { call, lines, events } = await setUp();
    expect(tell(await call(to, more))).toEqual([expect.stringMatching(/^죄송합니다/), 'Hangup']);
    expect(lines).toMatchObject([{ callSid: root, number: to, reason }]);
    expect(events).toHaveLength(1);
  });
});

describe('with a database and a disk that never answer', () => {
  test('every voice URL is answered within 50 ms', async () => {
    const { call, dialEnds, post } = await setUp({
      ingest: () => new Promise(() => undefined),
      tax: { voicemail: true },
    });
    await call(numbers.own);
    const turn = { To: numbers.centre, QueuePosition: '1', QueueTime: '0', QueueSid: 'QU1', CallStatus: 'in-progress' };
    const took: number[] = [];
    for (const ask of [
      () => call(numbers.own),
      () => call(numbers.centre),
      () => call(numbers.vacant),
      () => dialEnds(1),
      () => post(`/voice/queue?root=${root}&step=1`, turn),
      () => post(`/voice/notice?root=${root}&step=1`, { To: numbers.own, CallStatus: 'in-progress' }),
    ]) {
      // The least of ten: other programs share this machine.
      const times: number[] = [];
      for (let round = 0; round < 10; round += 1) {
        const from = performance.now();
        expect((await ask()).length).toBeGreaterThan(0);
        times.push(performance.now() - from);
      }
      took.push(Math.min(...times));
    }
    expect(Math.max(...took)).toBeLessThan(50);
  });
});
