// The door for media streams: until one is taken, a stranger hears that he is one and Twilio that there is nothing.
import { get } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { errorViewSchema } from '../../server/contract/errorView.js';
import { startTestServer, type TestServer, twilioAccount } from '../support/testServer.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { PUBLIC_BASE_URL: 'https://calls.hanbit.example/phones' } });
});
afterAll(() => server.stop());

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
  const ofAnotherAddress = sign('wss://calls.hanbit.example/voice/stream');
  expect(await knock('/voice/stream', ofAnotherAddress)).toEqual([403, 'SIGNATURE_WRONG']);
});

test("a stream that Twilio signed over the public address as wss is known as Twilio's, and not taken yet", async () => {
  expect(await knock('/voice/stream', sign('wss://calls.hanbit.example/phones/voice/stream'))).toEqual([
    404,
    'NOT_FOUND',
  ]);
});

test('an upgrade to anything else is 404 whoever signed it', async () => {
  for (const path of ['/voice/status', '/voice/streams', '/']) {
    expect(await knock(path, sign(`wss://calls.hanbit.example/phones${path}`))).toEqual([404, 'NOT_FOUND']);
  }
});
