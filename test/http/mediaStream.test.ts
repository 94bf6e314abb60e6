// The road of the third clause: an answered desk is listened to, what was heard becomes evidence, and no stranger gets in.
import { once } from 'node:events';
import { get } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { createRandom } from '../../scripts/simulate/random.js';
import { makeNoisyCall } from '../../scripts/simulate/speech/noisyCall.js';
import { callViewSchema } from '../../server/contract/callView.js';
import { errorViewSchema } from '../../server/contract/errorView.js';
import { placeAnsweredCall, rootOf } from '../support/answeredCall.js';
import {
  openStream,
  playSound,
  type StreamingTwilio,
  startStreamingTwilio,
  streamUrl,
} from '../support/streamingTwilio.js';
import { startTestServer, type TestServer, twilioAccount } from '../support/testServer.js';

let rest: StreamingTwilio;
let server: TestServer;
beforeAll(async () => {
  rest = await startStreamingTwilio();
  server = await startTestServer({ env: { TWILIO_API_BASE_URL: rest.url } });
});
afterAll(async () => {
  await server.stop();
  await rest.close();
});

/** Status and code of a refused upgrade. */
function knock(path: string, signature?: string): Promise<[number | undefined, string]> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...(signature === undefined ? {} : { 'X-Twilio-Signature': signature }),
  };
  return new Promise((resolve, reject) => {
    const asked = get(server.base + path, { headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
        resolve([response.statusCode, errorViewSchema.parse(body).error.code]);
      });
    });
    asked.once('upgrade', () => reject(new Error('A stream was let in.')));
    asked.once('error', reject);
  });
}

const sign = (address: string) => twilio.getExpectedTwilioSignature(twilioAccount.token, address, {});

test('a stream without a signature is 400, with a wrong one 403', async () => {
  expect(await knock('/voice/stream')).toEqual([400, 'SIGNATURE_MISSING']);
  expect(await knock('/voice/stream', 'wrong')).toEqual([403, 'SIGNATURE_WRONG']);
  expect(await knock('/voice/stream', sign('wss://elsewhere.example/voice/stream'))).toEqual([403, 'SIGNATURE_WRONG']);
});

test('an upgrade to anything else is 404 whoever signed it', async () => {
  for (const path of ['/voice/status', '/voice/streams', '/']) {
    expect(await knock(path, sign(streamUrl.replace('/voice/stream', path)))).toEqual([404, 'NOT_FOUND']);
  }
});

/** Places a call and hands over the ticket by which its desk may be heard. */
async function callAndTicket(index: number): Promise<{ legSid: string; ticket: string }> {
  await placeAnsweredCall(server.base, index, Date.now() - 60_000);
  const legSid = rootOf(index).replace(/.{8}$/, (end) => (Number.parseInt(end, 16) + 1).toString(16).padStart(8, '0'));
  for (;;) {
    const wish = rest.wishes.find((one) => one.legSid === legSid);
    if (wish) return { legSid, ticket: wish.form.get('Parameter1.Value') ?? '' };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function closedWith(socket: Awaited<ReturnType<typeof openStream>>): Promise<number> {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}

test('an answered desk is listened to on both sides, once, by its own name', async () => {
  const { legSid } = await callAndTicket(1);
  const wishes = rest.wishes.filter((wish) => wish.legSid === legSid);
  expect(wishes).toHaveLength(1);
  expect(Object.fromEntries(wishes[0]?.form ?? [])).toMatchObject({
    Url: streamUrl,
    Track: 'both_tracks',
    Name: `closing-${legSid}`,
    'Parameter1.Name': 'ticket',
    StatusCallback: expect.stringContaining('/voice/stream-status?root=CA'),
  });
});

test('what was heard decides the third clause, and stands in the call as an event without sound', async () => {
  const { legSid, ticket } = await callAndTicket(2);
  const wish = { kind: 'line', signalToNoise: 30, speakers: [{ voice: 'ko', wordsPerMinute: 165 }] } as const;
  const call = makeNoisyCall({ ...wish, random: createRandom('heard').next });
  const socket = await openStream(server.base);
  playSound(socket, { callSid: legSid, ticket }, { inbound: call.official, outbound: call.citizen });
  for (;;) {
    const view = callViewSchema.parse((await server.get(`/api/calls/${rootOf(2)}`)).body);
    const heard = view.events.find(({ kind }) => kind === 'speech');
    if (heard) {
      expect(heard.key).toBe(`speech:MZ${legSid.slice(2)}`);
      expect(JSON.stringify(view)).not.toContain('payload');
      expect(view.verdict.closing).toMatchObject({ result: 'pass', reason: 'caller-hung-up-first' });
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  socket.close();
  await closedWith(socket);
});

test('a ticket opens one stream, of its own leg', async () => {
  const foreign = await callAndTicket(3);
  const other = await openStream(server.base);
  playSound(other, { callSid: rootOf(1), ticket: foreign.ticket }, {});
  expect(await closedWith(other)).toBe(1008);
  const { legSid, ticket } = await callAndTicket(4);
  const once = await openStream(server.base);
  playSound(once, { callSid: legSid, ticket }, {});
  once.close();
  expect(await closedWith(once)).toBe(1005);
  const again = await openStream(server.base);
  playSound(again, { callSid: legSid, ticket }, {});
  expect(await closedWith(again)).toBe(1008);
  const forged = await openStream(server.base);
  playSound(forged, { callSid: legSid, ticket: `${legSid}.${rootOf(4)}.9999999999999.nonce.signature` }, {});
  expect(await closedWith(forged)).toBe(1008);
});

test('sound before a start, and what is no message at all, end the stream', async () => {
  const early = await openStream(server.base);
  early.send(JSON.stringify({ event: 'media', media: { track: 'inbound', timestamp: '0', payload: '' } }));
  expect(await closedWith(early)).toBe(1008);
  const broken = await openStream(server.base);
  broken.send('{"event":');
  expect(await closedWith(broken)).toBe(1002);
  const large = await openStream(server.base);
  large.send('x'.repeat(20_000));
  expect(await closedWith(large)).toBe(1009);
});
