// The webhooks as Twilio meets them: signature first, bounded forms, TwiML that dials, and nothing stored that was refused.
import { describe, expect, test } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import twilio from 'twilio';
import type { CallEvent } from '../../server/calls/callEvent.js';
import type { Target } from '../../server/directory/directory.js';
import { handleErrors } from '../../server/http/errorHandler.js';
import type { VoiceParts } from '../../server/twilio/voiceExchange.js';
import { voiceRouter } from '../../server/twilio/voiceRouter.js';
import { manualClock } from '../support/manualClock.js';
import { cityHours, citySettings } from '../support/routedCity.js';
import { accountSid, lineOf, sid, target } from '../support/scenarios.js';

const tokens = ['primary-token', 'secondary-token'];
const base = 'https://phones.hanbit.example';
const logger = pino({ level: 'silent' });

function setUp(ingest?: (event: CallEvent) => Promise<void>, colleagues: Target[] = [target(2)]) {
  const stored: CallEvent[] = [];
  const shop: string[] = [];
  const directory: VoiceParts['directory'] = {
    line: (number) => (number === '+82310002001' ? lineOf([target(1)]) : undefined),
    pickupGroup: () => colleagues,
    deputies: () => [],
    department: () => undefined,
    isOpen: () => true,
    presence: () => 'present',
    official: () => undefined,
    target: () => undefined,
  };
  const clock = manualClock(Date.parse('2026-02-12T02:00:00Z'));
  const app = express().use(
    '/voice',
    voiceRouter({
      accountSid,
      authTokens: tokens,
      publicBaseUrl: base,
      directory,
      clock,
      logger,
      ingest: ingest ?? (async (event) => void stored.push(event)),
      keepShopEvent: async (key) => void shop.push(key),
      onStatus: () => undefined,
      onConference: () => undefined,
      liveCall: () => undefined,
      // Where a call goes is for the routing's own tests.
      routing: { ...citySettings, coverMode: 'rollover' },
      city: cityHours,
      dialler: { enter: () => undefined, leave: () => undefined },
    }),
  );
  app.use(handleErrors(logger));
  const post = (
    path: string,
    form: Record<string, string>,
    options: { token?: string; signature?: string | null } = {},
  ) => {
    const all = { AccountSid: accountSid, CallSid: sid(1), ...form };
    const signature =
      options.signature === undefined
        ? twilio.getExpectedTwilioSignature(options.token ?? 'primary-token', base + path, all)
        : options.signature;
    const request = supertest(app).post(path).type('form');
    return (signature === null ? request : request.set('x-twilio-signature', signature)).send(
      new URLSearchParams(all).toString(),
    );
  };
  return { app, post, stored, shop };
}

const incoming = { From: '+821000000001', To: '+82310002001', Direction: 'inbound', CallStatus: 'ringing' };

describe('a webhook', () => {
  test('without a signature is 400, with a wrong one 403, of a foreign account 403, and nothing is stored', async () => {
    const { post, stored } = setUp();
    for (const path of [
      '/voice/incoming',
      '/voice/status?root=CA1',
      '/voice/dial-action',
      '/voice/conference',
      '/voice/recording',
      '/voice/refer',
      '/voice/queue',
      '/voice/stream-status',
      '/voice/shop',
      '/voice/shop/status',
    ]) {
      expect((await post(path, incoming, { signature: null })).body).toMatchObject({
        error: { code: 'SIGNATURE_MISSING' },
      });
      const wrong = await post(path, incoming, { token: 'somebody-else' });
      expect([wrong.status, wrong.body.error.code]).toEqual([403, 'SIGNATURE_WRONG']);
      const foreign = await post(path, { ...incoming, AccountSid: `AC${'9'.repeat(32)}` });
      expect([foreign.status, foreign.body.error.code]).toEqual([403, 'ACCOUNT_FOREIGN']);
      expect(stored).toEqual([]);
    }
  });

  test('signed with either token over the public address is taken', async () => {
    const { post, stored } = setUp();
    for (const token of tokens)
      expect((await post('/voice/status?root=CA1&step=1', { CallStatus: 'ringing' }, { token })).status).toBe(204);
    expect(stored).toHaveLength(2);
  });

  test('signed as GET is told to come by POST, and nothing is stored', async () => {
    const { app, stored } = setUp();
    const path = `/voice/incoming?AccountSid=${accountSid}&CallSid=${sid(1)}&To=%2B82310002001`;
    const signature = twilio.getExpectedTwilioSignature('primary-token', base + path, {});
    const answer = await supertest(app).get(path).set('x-twilio-signature', signature);
    expect([answer.status, answer.body.error.message]).toEqual([404, 'Webhooks are taken by POST only.']);
    expect((await supertest(app).get(path).set('x-twilio-signature', 'wrong')).status).toBe(403);
    expect(stored).toEqual([]);
  });

  test('too large is 413, malformed 400, of another type 415, each without a stack trace', async () => {
    const { app, stored } = setUp();
    const send = (type: string, body: string) =>
      supertest(app).post('/voice/status').set('content-type', type).set('x-twilio-signature', 'x').send(body);
    const form = 'application/x-www-form-urlencoded';
    const answers = [
      [await send(form, `CallSid=${'x'.repeat(70_000)}`), 413, 'BODY_TOO_LARGE'],
      [await send(form, Array.from({ length: 400 }, (_, index) => `f${index}=1`).join('&')), 413, 'BODY_TOO_LARGE'],
      [await send(form, 'CallSid=%zz'), 400, 'FORM_MALFORMED'],
      [await send('application/json', '{"CallSid":"CA1"}'), 415, 'TYPE_UNSUPPORTED'],
      [await send('text/plain', 'hello'), 415, 'TYPE_UNSUPPORTED'],
    ] as const;
    for (const [answer, status, code] of answers) {
      expect([answer.status, answer.body.error.code]).toEqual([status, code]);
      expect(answer.text).not.toMatch(/at .*:\d+|node_modules|Error:/);
    }
    expect(stored).toEqual([]);
  });

  test('with unknown fields is kept whole', async () => {
    const { post, stored } = setUp();
    await post('/voice/status', { CallStatus: 'ringing', 'SipHeader_X-New': '한글', Brand_New_Field: '1' });
    expect(stored[0]?.raw).toEqual(
      expect.arrayContaining([
        ['SipHeader_X-New', '한글'],
        ['Brand_New_Field', '1'],
      ]),
    );
  });

  test('that names no call is 400', async () => {
    const { post } = setUp();
    expect((await post('/voice/status', { CallSid: '', CallStatus: 'ringing' })).body.error.code).toBe(
      'FORM_MALFORMED',
    );
  });

  test('a status that cannot be stored is answered 5xx, so that Twilio sends it again', async () => {
    const { post } = setUp(() => Promise.reject(new Error('no disk')));
    expect((await post('/voice/status', { CallStatus: 'ringing' })).status).toBe(500);
  });
});

describe('the voice URL', () => {
  test('dials the directory’s desk with Korea’s cadence and four callbacks that name the root', async () => {
    const { post, stored } = setUp();
    const answer = await post('/voice/incoming', incoming);
    expect(answer.type).toBe('text/xml');
    expect(answer.text).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Response><Dial answerOnBridge="true" ringTone="tw" timeout="20" timeLimit="14400" action="${base}/voice/dial-action?root=${sid(1)}&amp;step=1#rc=3&amp;rp=ct,rt,5xx" referUrl="${base}/voice/refer?root=${sid(1)}&amp;step=1#rc=3&amp;rp=ct,rt,5xx"><Sip statusCallback="${base}/voice/status?root=${sid(1)}&amp;step=1#rc=3&amp;rp=ct,rt,5xx" statusCallbackEvent="initiated ringing answered completed">sip:2001@desk.hanbit.example</Sip></Dial></Response>`,
    );
    expect(stored).toMatchObject([{ kind: 'voice', answer: 'dial', departmentId: 'tax' }]);
  });

  test('apologises in Korean for a number that nobody has, and keeps the call', async () => {
    const { post, stored } = setUp();
    const answer = await post('/voice/incoming', { ...incoming, To: '+82319999999' });
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/<Say language="ko-KR"[^>]*>죄송합니다.*<\/Say><Hangup\/>/);
    expect(stored).toMatchObject([{ kind: 'voice', answer: 'unknown-number', departmentId: null }]);
  });

  test('connects the citizen although the event can be kept nowhere', async () => {
    const failing = setUp(() => Promise.reject(new Error('no disk')));
    expect((await failing.post('/voice/incoming', incoming)).text).toContain('<Dial');
    for (const path of ['/voice/refer', '/voice/queue']) {
      const answer = await failing.post(`${path}?root=${sid(1)}`, { CallStatus: 'in-progress' });
      expect([answer.status, answer.type]).toEqual([200, 'text/xml']);
    }
  });
});

describe('the Dial’s action', () => {
  const action = { To: '+82310002001', DialCallSid: sid(2), Direction: 'inbound' };

  test('hangs up after a talk', async () => {
    const { post, stored } = setUp();
    const answer = await post(`/voice/dial-action?root=${sid(1)}&step=1`, {
      ...action,
      CallStatus: 'in-progress',
      DialCallStatus: 'completed',
    });
    expect(answer.text).toContain('<Response><Hangup/></Response>');
    expect(stored).toMatchObject([{ kind: 'action', next: 'end' }]);
  });

  test('rings the colleagues when nobody took it, and apologises when they do not either', async () => {
    const { post, stored } = setUp();
    const first = await post(`/voice/dial-action?root=${sid(1)}&step=1`, {
      ...action,
      CallStatus: 'ringing',
      DialCallStatus: 'no-answer',
    });
    expect(first.text).toContain('sip:2002@desk.hanbit.example');
    expect(first.text).toContain('step=2');
    const second = await post(`/voice/dial-action?root=${sid(1)}&step=2`, {
      ...action,
      CallStatus: 'ringing',
      DialCallStatus: 'no-answer',
    });
    expect(second.text).toMatch(/<Say language="ko-KR"[^>]*>죄송합니다/);
    expect(stored).toMatchObject([{ next: 'dial', dialled: [{ officialId: 'official-2' }] }, { next: 'end' }]);
  });

  test('rings nobody for a citizen who has left', async () => {
    const { post } = setUp();
    const answer = await post(`/voice/dial-action?root=${sid(1)}&step=1`, {
      ...action,
      CallStatus: 'completed',
      DialCallStatus: 'no-answer',
    });
    expect(answer.text).not.toContain('<Dial');
  });
});

describe('the shopper’s bridge', () => {
  test('is kept apart from calls', async () => {
    const { post, stored, shop } = setUp();
    expect((await post('/voice/shop', { CallStatus: 'in-progress' })).text).toContain('<Response>');
    expect((await post('/voice/shop/status', { CallStatus: 'completed', SequenceNumber: '3' })).status).toBe(204);
    expect(stored).toEqual([]);
    expect(shop).toEqual([`/shop:${sid(1)}:-:in-progress`, `/shop/status:${sid(1)}:3:completed`]);
  });
});
