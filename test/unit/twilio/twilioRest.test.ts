// Orders to Twilio over a real connection: what is sent, and what each kind of answer is taken for.
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createTwilioRest, type TwilioRest } from '../../../server/twilio/twilioRest.js';

const accountSid = `AC${'1'.repeat(32)}`;
const sid = `CA${'2'.repeat(32)}`;
const room = `CF${'3'.repeat(32)}`;
const given = {
  from: '+82255500000',
  to: 'sip:2001@desk.example',
  statusCallback: 'https://calls.example/voice/status',
};

let server: Server;
let rest: TwilioRest;
let asked: { method: string; path: string; form: URLSearchParams }[] = [];
let answer: (response: ServerResponse) => void;

const json = (status: number, body: object) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

beforeEach(async () => {
  asked = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const path = (request.url ?? '').replace(`/2010-04-01/Accounts/${accountSid}`, '');
    asked.push({ method: request.method ?? '', path, form: new URLSearchParams(body) });
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  rest = createTwilioRest({ accountSid, authToken: 'a token', apiBaseUrl });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('an order to Twilio', () => {
  test('redirects or ends a leg', async () => {
    answer = json(200, { sid });
    const url = 'https://calls.example/voice/transfer?root=CA1&step=2';
    expect(await rest.updateCall(sid, { url })).toEqual({ kind: 'done', value: undefined });
    expect(await rest.updateCall(sid, { status: 'completed' })).toEqual({ kind: 'done', value: undefined });
    expect(asked.map(({ method, path, form }) => [method, path, form.toString()])).toEqual([
      ['POST', `/Calls/${sid}.json`, new URLSearchParams({ Url: url }).toString()],
      ['POST', `/Calls/${sid}.json`, 'Status=completed'],
    ]);
  });

  test('places a leg that tells of each of its states', async () => {
    answer = json(201, { sid });
    const url = 'https://calls.example/voice/queue';
    expect(await rest.createCall({ ...given, url, timeout: 15 })).toEqual({ kind: 'done', value: { sid } });
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/Calls.json' });
    expect(asked[0]?.form.getAll('StatusCallbackEvent')).toEqual(['initiated', 'ringing', 'answered', 'completed']);
    expect(asked[0]?.form.get('Timeout')).toBe('15');
  });

  test('places a leg into a conference that is named, holds it and ends the conference', async () => {
    answer = json(201, { call_sid: sid, conference_sid: room });
    const participant = { ...given, label: 'third', endConferenceOnExit: false };
    expect(await rest.createParticipant(sid, participant)).toEqual({
      kind: 'done',
      value: { callSid: sid, conferenceSid: room },
    });
    answer = json(200, { call_sid: sid, conference_sid: room });
    expect((await rest.updateParticipant(room, sid, { hold: true })).kind).toBe('done');
    expect((await rest.endConference(room)).kind).toBe('done');
    expect(asked.map(({ path, form }) => [path, form.get('EndConferenceOnExit') ?? form.toString()])).toEqual([
      [`/Conferences/${sid}/Participants.json`, 'false'],
      [`/Conferences/${room}/Participants/${sid}.json`, 'Hold=true'],
      [`/Conferences/${room}.json`, 'Status=completed'],
    ]);
  });

  test.each([
    [400, { code: 21220, message: 'Call is not in-progress', status: 400 }, { kind: 'refused', code: 21220 }],
    [429, { code: 20429, message: 'Too Many Requests', status: 429 }, { kind: 'refused', code: 20429 }],
    [404, {}, { kind: 'refused', code: 404 }],
    [500, { message: 'Internal Server Error', status: 500 }, { kind: 'unknown' }],
    [503, {}, { kind: 'unknown' }],
  ])('that is answered with %d is asked once and told apart', async (status, body, outcome) => {
    answer = json(status, body);
    expect(await rest.createCall({ ...given, url: 'https://calls.example/voice/queue' })).toMatchObject(outcome);
    expect(asked).toHaveLength(1);
  });

  test('has an unknown outcome when the connection breaks after it was sent', async () => {
    answer = (response) => response.socket?.destroy();
    expect(await rest.updateCall(sid, { status: 'completed' })).toMatchObject({ kind: 'unknown' });
    expect(asked).toHaveLength(1);
  });

  test('has an unknown outcome when no answer comes in time', async () => {
    answer = () => undefined;
    const apiBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const hasty = createTwilioRest({ accountSid, authToken: 'a token', apiBaseUrl, answerLimitMs: 200 });
    expect(await hasty.updateCall(sid, { status: 'completed' })).toMatchObject({ kind: 'unknown' });
    expect(asked).toHaveLength(1);
  });

  test('that could not be sent was surely not carried out', async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    expect(await rest.updateCall(sid, { status: 'completed' })).toMatchObject({ kind: 'refused', code: null });
  });
});
