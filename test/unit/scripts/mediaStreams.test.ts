import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import alawmulaw from 'alawmulaw';
import twilio from 'twilio';
import { type WebSocket, WebSocketServer } from 'ws';
import { answeringDesk } from '../../../scripts/simulate/callPlan.js';
import { accountSid, base } from './exampleProduct.js';
import { authToken, citizen, type Lab, officeNumber, openLab } from './standInLab.js';

const desk = 'sip:2001@desk.hanbit.example';
const streamUrl = `${base.replace('https', 'wss')}/voice/stream`;
const talkMs = 12_000;

interface Message {
  event: string;
  sequenceNumber?: string;
  streamSid?: string;
  start?: object;
  stop?: object;
  media?: { track: 'inbound' | 'outbound'; chunk: string; timestamp: string; payload: string };
}

let lab: Lab;
let door: WebSocketServer;
let messages: Message[];
let signatures: boolean[];
beforeEach(async () => {
  lab = await openLab();
  messages = [];
  signatures = [];
  door = new WebSocketServer({ server: lab.product });
  door.on('connection', (socket: WebSocket, request) => {
    const signature = String(request.headers['x-twilio-signature']);
    signatures.push(twilio.validateRequest(authToken, signature, streamUrl, {}));
    socket.on('message', (data) => messages.push(JSON.parse(String(data)) as Message));
  });
  lab.standIn.phones.set(desk, answeringDesk(2_000, { talk: { ms: talkMs, end: 'official', pauseMs: 3_000 } }));
  lab.answers.set('/voice/incoming', `<Dial answerOnBridge="true" action="/done"><Sip>${desk}</Sip></Dial>`);
  lab.answers.set('/done', '<Hangup/>');
});
afterEach(async () => {
  for (const socket of door.clients) socket.terminate();
  door.close();
  await lab.close();
});

/** Seconds of the stream in which this track carries a voice. */
function loudSpan(track: 'inbound' | 'outbound'): [number, number] {
  const loud = messages.flatMap(({ media }) => {
    if (media?.track !== track) return [];
    const samples = alawmulaw.mulaw.decode(new Uint8Array(Buffer.from(media.payload, 'base64')));
    return samples.some((sample) => Math.abs(sample) > 500) ? [Number(media.timestamp) / 1000] : [];
  });
  return [loud[0] ?? -1, loud.at(-1) ?? -1];
}

describe("the stand-in's media streams", () => {
  test('started by REST on the answered desk, both sides are heard in frames of 20 ms until it hangs up', async () => {
    const { sid, over } = lab.standIn.ring({ from: citizen, to: officeNumber });
    const child = `${sid.slice(0, -4)}0001`;
    const stream = await lab.at(4_000, () =>
      lab.client.calls(child).streams.create({
        ...{ url: streamUrl, track: 'both_tracks', name: 'ours', statusCallback: `${base}/stream` },
        ...{ 'parameter1.name': 'token', 'parameter1.value': 'once' },
      }),
    );
    expect(stream).toMatchObject({ callSid: child, name: 'ours', status: 'in-progress' });
    expect((await over).pauseMs).toBe(3_000);
    expect(signatures).toEqual([true]);
    const [connected, start, first] = messages;
    expect(connected).toEqual({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    expect(start).toEqual({
      event: 'start',
      sequenceNumber: '1',
      streamSid: stream.sid,
      start: {
        ...{ streamSid: stream.sid, accountSid, callSid: child, tracks: ['inbound', 'outbound'] },
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
        customParameters: { token: 'once' },
      },
    });
    expect(first).toMatchObject({ sequenceNumber: '2', media: { track: 'inbound', chunk: '1', timestamp: '0' } });
    expect(messages.at(-1)).toEqual({
      event: 'stop',
      sequenceNumber: String(messages.length - 1),
      streamSid: stream.sid,
      stop: { accountSid, callSid: child },
    });
    // The desk answered 3 s after the call began, the stream a second later: 11 s of it, the last word 3 s before the end.
    const frames = messages.filter(({ media }) => media?.track === 'inbound');
    expect(frames.length).toBe((talkMs - 1_000) / 20);
    const lastWord = Math.max(loudSpan('inbound')[1], loudSpan('outbound')[1]);
    expect(lastWord).toBeCloseTo((talkMs - 1_000 - 3_000) / 1000, 0);
    expect(loudSpan('inbound')[0]).toBeLessThan(loudSpan('outbound')[0]);
    const told = lab.heard.filter(({ path }) => path === '/stream').map(({ fields }) => Object.fromEntries(fields));
    expect(told.map(({ StreamEvent }) => StreamEvent)).toEqual(['stream-started', 'stream-stopped']);
    expect(told[0]?.Timestamp).toMatch(/^2026-03-02T01:00:04\.\d{3}Z$/);
  });

  test('started by TwiML on the citizen, inbound is the citizen; stopped by REST, it ends before the call', async () => {
    lab.answers.set(
      '/voice/incoming',
      `<Start><Stream url="${streamUrl}" name="mine" track="inbound_track"/></Start><Dial><Sip>${desk}</Sip></Dial>`,
    );
    const { sid, over } = lab.standIn.ring({ from: citizen, to: officeNumber });
    const stopped = await lab.at(8_000, () => lab.client.calls(sid).streams('mine').update({ status: 'stopped' }));
    expect(stopped.status).toBe('stopped');
    await over;
    expect(messages.at(-1)?.event).toBe('stop');
    expect(new Set(messages.map(({ media }) => media?.track))).toEqual(new Set([undefined, 'inbound']));
    expect(messages.filter(({ media }) => media).length).toBe(8_000 / 20);
  });

  test('a connection that breaks is told as an error and costs the call nothing', async () => {
    door.removeAllListeners('connection');
    door.on('connection', (socket) => socket.terminate());
    lab.answers.set(
      '/voice/incoming',
      `<Start><Stream url="${streamUrl}" statusCallback="/stream"/></Start><Dial><Sip>${desk}</Sip></Dial>`,
    );
    expect((await lab.standIn.ring({ from: citizen, to: officeNumber }).over).end).toBe('answered');
    expect(lab.told('StreamEvent')).toContain('/stream stream-error');
  });

  test('a door that is closed is an entry in the debugger', async () => {
    door.close();
    await once(door, 'close');
    lab.answers.set('/voice/incoming', `<Start><Stream url="${streamUrl}"/></Start><Dial><Sip>${desk}</Sip></Dial>`);
    await lab.standIn.ring({ from: citizen, to: officeNumber }).over;
    expect(lab.standIn.log).toContainEqual(expect.objectContaining({ level: 'error', code: 31_920 }));
  });

  test.each([
    ['without TLS', 'ws://calls.hanbit.example/voice/stream'],
    ['with a query', `${streamUrl}?token=1`],
  ])('an address %s is refused', async (_what, url) => {
    const { sid } = lab.standIn.ring({ from: citizen, to: officeNumber });
    await expect(lab.at(5_000, () => lab.client.calls(sid).streams.create({ url }))).rejects.toMatchObject({
      code: 20_001,
    });
  });
});
