// The account's numbers, set by the real client against the stand-in: shown first, written only on demand, strangers left alone.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createStandIn, type StandIn } from '../../../scripts/simulate/createStandIn.js';
import { createRest } from '../../../scripts/simulate/rest/createRest.js';
import { createVirtualClock } from '../../../scripts/simulate/simulationClock.js';
import { type ConfigureParts, configureNumbers } from '../../../scripts/twilio/configureNumbers.js';
import { createTwilioRest, type TwilioRest } from '../../../server/twilio/twilioRest.js';

const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'a token' };
const publicBaseUrl = 'https://calls.hanbit.example';
const voice = { url: `${publicBaseUrl}/voice/incoming`, method: 'POST' as const };
const statusCallback = { url: `${publicBaseUrl}/voice/status#rc=3&rp=ct,rt,5xx`, method: 'POST' as const };
const [right, wrong, stranger, absent] = ['+8225550001', '+8225550002', '+8225550003', '+8225550004'];

let standIn: StandIn;
let server: Server;
let rest: TwilioRest;
let told: string[];

beforeEach(async () => {
  told = [];
  const clock = createVirtualClock(0);
  const numbers = [
    { number: right, voice, statusCallback },
    { number: wrong, voice: { url: 'https://old.example/voice', method: 'GET' as const } },
    { number: stranger },
  ];
  standIn = createStandIn({ ...account, target: 'http://127.0.0.1:9', publicBaseUrl, seed: 'numbers', clock, numbers });
  server = createServer(createRest({ standIn, authToken: account.authToken }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  rest = createTwilioRest({ ...account, apiBaseUrl, answerLimitMs: 500 });
});
afterEach(() => {
  standIn.stop();
  server.closeAllConnections();
  server.close();
});

function configure(wishes: Partial<ConfigureParts> = {}): Promise<number> {
  const directoryNumbers = [right, wrong, absent];
  return configureNumbers({
    ...{ rest, publicBaseUrl, directoryNumbers, fallbackUrl: undefined, all: false, writes: false },
    isKnown: (number) => directoryNumbers.includes(number),
    tell: (line) => void told.push(line),
    ...wishes,
  });
}

const shown = (number: string) => {
  const { voice, fallback, statusCallback } = standIn.numbers.byNumber(number) ?? {};
  return [voice?.url, voice?.method, fallback?.url, statusCallback?.url];
};

test('the difference is shown, and nothing is written', async () => {
  expect(await configure()).toBe(2);
  expect(told[0]).toMatch(/^number +setting +now +then$/);
  expect(told.filter((line) => line.startsWith('+'))).toHaveLength(3);
  expect(told.join('\n')).toMatch(
    /\+8225550002 +voiceUrl +https:\/\/old\.example\/voice +https:\/\/calls\.hanbit\.example/,
  );
  expect(told.join('\n')).toContain('3 numbers in the account: 1 right, 1 different');
  expect(told.join('\n')).toContain("1 numbers of the directory are not the account's");
  expect(shown(wrong)).toEqual(['https://old.example/voice', 'GET', undefined, undefined]);
});

test('what was shown is written on demand, and then all is right', async () => {
  expect(await configure({ writes: true })).toBe(0);
  expect(shown(wrong)).toEqual([voice.url, 'POST', undefined, statusCallback.url]);
  expect(shown(stranger)).toEqual([undefined, undefined, undefined, undefined]);
  told = [];
  expect(await configure({ writes: true })).toBe(0);
  expect(told).toHaveLength(1);
});

test('numbers that the directory does not know are set only where all are meant', async () => {
  expect(await configure({ writes: true, all: true, fallbackUrl: 'https://else.example/sorry' })).toBe(0);
  expect(shown(stranger)).toEqual([voice.url, 'POST', 'https://else.example/sorry', statusCallback.url]);
});

test('a number whose writing was not confirmed is named', async () => {
  standIn.faults.next('incomingPhoneNumbers.update', { answer: 500, isCarriedOut: true });
  expect(await configure({ writes: true })).toBe(1);
  expect(told.join('\n')).toMatch(/\+8225550002: it is not known whether it was written/);
  expect(await configure({ writes: true })).toBe(0);
});
