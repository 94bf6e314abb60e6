// Whole calls through the real server and the stand-in's telephones: who answered, how long it rang, what the call is called.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answeringDesk, busyDesk, type DeskPlan, silentDesk } from '../../scripts/simulate/callPlan.js';
import { createStandIn, type StandIn } from '../../scripts/simulate/createStandIn.js';
import { createRest } from '../../scripts/simulate/rest/createRest.js';
import { createScaledClock } from '../../scripts/simulate/simulationClock.js';
import type { CallView } from '../../server/contract/callView.js';
import { directoryId, directoryRecords } from '../../server/directory/directoryRecord.js';
import { addressOf, contentWith, numbers } from '../support/routedCity.js';
import { publicBaseUrl, startTestServer, type TestServer, twilioAccount } from '../support/testServer.js';

/** Faster than life, slow enough that a busy machine's delays stay below a second of the story. */
const speed = 6;
const mondayMorning = Date.parse('2026-11-23T10:00:00+09:00');

let server: TestServer;
let rest: Server;
let standIn: StandIn;

beforeAll(async () => {
  rest = createServer().listen(0, '127.0.0.1');
  await once(rest, 'listening');
  const clock = createScaledClock(speed, mondayMorning);
  server = await startTestServer({
    clock,
    env: {
      TWILIO_API_BASE_URL: `http://127.0.0.1:${(rest.address() as AddressInfo).port}`,
      CALL_CENTRE: 'queue',
      MEASURE_CLOSING: 'off',
    },
  });
  const record = { id: directoryId, revision: 1, updatedAt: mondayMorning, ...contentWith() };
  await server.parts.store.collection(directoryRecords).insert(record);
  await server.parts.directory.refresh();
  standIn = createStandIn({
    ...{ target: server.base, publicBaseUrl, accountSid: twilioAccount.sid, authToken: twilioAccount.token },
    ...{ seed: 'routing', clock },
  });
  rest.on('request', createRest({ standIn, authToken: twilioAccount.token }));
}, 60_000);

afterAll(async () => {
  standIn.stop();
  await server.stop();
  rest.closeAllConnections();
  rest.close();
});

/** A citizen dials, the named telephones behave as given and all others ring on; resolves with what the product made of it. */
async function play(
  to: string,
  desks: Readonly<Record<string, DeskPlan>>,
  more: Partial<Parameters<StandIn['ring']>[0]> = {},
) {
  for (const [id, desk] of Object.entries(desks)) standIn.phones.set(addressOf(id), desk);
  const { sid, over } = standIn.ring({ from: '+821000000001', to, ...more });
  const truth = await over;
  for (const id of Object.keys(desks)) standIn.phones.delete(addressOf(id));
  expect(truth.warnings).toEqual([]);
  for (;;) {
    const call = (await server.get(`/api/calls/${sid}`)).body as CallView;
    if (call.disposition !== null) return { truth, call };
  }
}

const talk = (ms: number) => ({ talk: { ms, end: 'official' as const } });
const answersOf = ({ legs }: CallView) =>
  Object.fromEntries(legs.map(({ officialId, answer }) => [officialId, answer]));

/** Whole-second stamps are off by less than a second. */
function expectTimes(call: CallView, truth: { ringMs: number | null; talkMs: number | null }): void {
  expect(Math.abs((call.ringSeconds ?? Number.NaN) * 1000 - (truth.ringMs ?? Number.NaN))).toBeLessThan(1000);
  expect(Math.abs((call.talkSeconds ?? Number.NaN) * 1000 - (truth.talkMs ?? Number.NaN))).toBeLessThan(1000);
}

describe('an official’s own line', () => {
  test('is answered by its owner: nobody covered, and the others lost no race of their own', async () => {
    const { call, truth } = await play(numbers.own, { owner: answeringDesk(3_000, talk(9_000)) });
    expect(call).toMatchObject({ disposition: 'answered', officialId: 'owner', cover: null, transferCount: 0 });
    expect(answersOf(call)).toEqual({ owner: 'human', mate: 'none', early: 'none' });
    expectTimes(call, truth);
    expect(call.verdict.ring.result).toBe('pass');
  }, 40_000);

  test.each(['canceled', 'no-answer'] as const)(
    'is covered by a colleague who rings along; who lifted a moment later lost the race (%s)',
    async (loserWord) => {
      const desks = { mate: answeringDesk(3_000, talk(9_000)), early: answeringDesk(3_300) };
      const { call, truth } = await play(numbers.own, desks, { loserWord });
      expect(answersOf(call)).toEqual({ owner: 'none', mate: 'human', early: 'lost-race' });
      expect(call.cover).toMatchObject({ calledOfficialId: 'owner', answeredOfficialId: 'mate' });
      expectTimes(call, truth);
      expect(call.cover?.delaySeconds).toBe(call.ringSeconds);
      expect(call.verdict.ring.result).toBe('pass');
    },
    40_000,
  );

  test.each([
    [{ stamps: 'round', firstEnd: 'caller' }],
    [{ stamps: 'ceil', tellsBridged: false }],
    [{ asksActionAfterHangup: false, geo: 'none' }],
  ] as const)(
    'is covered the same where Twilio is as %j',
    async (variants) => {
      const mate = answeringDesk(3_000, { talk: { ms: 9_000, end: 'caller' } });
      const { call, truth } = await play(numbers.own, { mate }, variants);
      expect(answersOf(call)).toEqual({ owner: 'none', mate: 'human', early: 'none' });
      expect(call).toMatchObject({ disposition: 'answered', cover: { answeredOfficialId: 'mate' }, transferCount: 0 });
      expectTimes(call, truth);
      expect(call.verdict.ring.result).toBe('pass');
    },
    40_000,
  );

  test('in rollover is covered after it rang out: the call fails, and whoever covered does not', async () => {
    const { call, truth } = await play(numbers.rollover, { 'roads-2': answeringDesk(2_000, talk(8_000)) });
    expect(call.cover).toMatchObject({ calledOfficialId: 'roads-1', answeredOfficialId: 'roads-2' });
    expectTimes(call, truth);
    expect(call.cover?.delaySeconds).toBeGreaterThan(20);
    expect(call.verdict.ring.result).toBe('fail');
    const own = call.legs.find(({ officialId }) => officialId === 'roads-2');
    expect(own?.verdict.ring.result).toBe('pass');
    expect(call.transferCount).toBe(0);
  }, 40_000);

  test('in rollover is covered at once when it is busy', async () => {
    const { call } = await play(numbers.rollover, {
      'roads-1': busyDesk,
      'roads-2': answeringDesk(2_000, talk(4_000)),
    });
    expect(call.verdict.ring.result).toBe('pass');
    expect(call.cover).toMatchObject({ answeredOfficialId: 'roads-2' });
  }, 40_000);

  test.each([true, false])(
    'of a citizen who leaves is abandoned (action asked: %s)',
    async (asksActionAfterAbandon) => {
      const { call } = await play(numbers.own, {}, { patienceMs: 9_000, asksActionAfterAbandon });
      expect(call).toMatchObject({ disposition: 'abandoned', ringSeconds: null, talkSeconds: null });
      expect(call.verdict.overall).toBe('not-applicable');
    },
    40_000,
  );
});

describe('an office that nobody answers', () => {
  test.each([
    [{ recordingMs: 2_000, message: { ms: 8_000, end: 'hangs-up' } }],
    [{ recordingMs: 100, message: { ms: 5_000, end: 'presses-key' } }],
  ] as const)(
    'takes a message after its notice; that is a voicemail and no human answer (%j)',
    async (variants) => {
      const { call } = await play(numbers.messages, { 'parks-1': silentDesk }, variants);
      expect(call).toMatchObject({ disposition: 'voicemail', talkSeconds: null, ringSeconds: null });
      expect(answersOf(call)).toEqual({ 'parks-1': 'none' });
      expect(call.events.map(({ kind }) => kind)).toContain('notice');
    },
    60_000,
  );

  test('is one that nobody answered when the citizen says nothing', async () => {
    const { call } = await play(numbers.messages, { 'parks-1': silentDesk }, { message: { ms: 0, end: 'waits' } });
    expect(call.disposition).toBe('no-answer');
  }, 60_000);

  test('begins to count after the notice', async () => {
    const { call, truth } = await play(numbers.messages, { 'parks-1': answeringDesk(2_000, talk(5_000)) });
    expectTimes(call, truth);
    expect(call.verdict.ring.result).toBe('pass');
    expect(call.waitSeconds).toBeLessThan((truth.waitMs ?? 0) / 1000 - 1);
  }, 40_000);

  test('is closed on a day off, and rings nobody', async () => {
    const { call, truth } = await play(numbers.archive, {});
    expect(call).toMatchObject({ disposition: 'closed', departmentId: 'archive', legs: [] });
    expect(truth.legs).toEqual([]);
  }, 40_000);

  test('is apologised for when nobody has the number', async () => {
    const { call } = await play(numbers.vacant, {});
    expect(call).toMatchObject({ disposition: 'failed', departmentId: null, legs: [] });
  }, 40_000);
});

describe('a call centre’s queue', () => {
  test('connects the citizen with the first free agent; the clock starts at entry', async () => {
    const { call, truth } = await play(numbers.centre, {
      'agent-1': busyDesk,
      'agent-2': answeringDesk(2_000, talk(9_000)),
    });
    expect(call).toMatchObject({
      disposition: 'answered',
      departmentId: 'centre',
      transferCount: 0,
      hungUpFirst: 'official',
    });
    expect(answersOf(call)).toEqual({ 'agent-1': 'none', 'agent-2': 'human' });
    expect(call.queueSeconds).toBeGreaterThan(2);
    expect(call.ringSeconds).toBe(call.waitSeconds);
    expect(Math.abs((call.talkSeconds ?? 0) * 1000 - (truth.talkMs ?? 0))).toBeLessThan(1000);
    const own = call.legs.find(({ officialId }) => officialId === 'agent-2');
    expect(own?.verdict.ring.result).toBe('pass');
  }, 60_000);

  test('is left by a citizen who waits too long, and the agent’s bell stops', async () => {
    const { call, truth } = await play(numbers.centre, {}, { patienceMs: 9_000 });
    expect(call).toMatchObject({ disposition: 'abandoned', waitSeconds: null, talkSeconds: null });
    expect(truth.end).toBe('abandoned');
    expect(Object.values(answersOf(call))).not.toContain('human');
  }, 60_000);

  test('rings nobody twice where Twilio did not say what became of the request', async () => {
    standIn.faults.next('calls.create', { answer: 500, isCarriedOut: false });
    const { call } = await play(
      numbers.centre,
      { 'agent-1': answeringDesk(2_000), 'agent-2': answeringDesk(2_000) },
      {
        patienceMs: 60_000,
      },
    );
    const rung = call.events.filter(({ kind }) => kind === 'agent-rung').map(({ key }) => key.split(':').at(-1));
    expect(rung).toEqual(['asked', 'unknown', 'asked']);
    expect(call.disposition).toBe('answered');
  }, 60_000);
});
