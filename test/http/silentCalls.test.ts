// A call whose end was lost is asked about by REST, leaves the board, and is judged on Twilio's own stamp.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { simpleCallPlan } from '../../scripts/simulate/callPlan.js';
import { createStandIn, type StandIn } from '../../scripts/simulate/createStandIn.js';
import { createRest } from '../../scripts/simulate/rest/createRest.js';
import { createVirtualClock } from '../../scripts/simulate/simulationClock.js';
import type { Clock } from '../../server/base/clock.js';
import { createPace } from '../../server/twilio/pace.js';
import { createSilentCallCheck } from '../../server/twilio/silentCalls.js';
import { createTwilioRest } from '../../server/twilio/twilioRest.js';
import { manualClock } from '../support/manualClock.js';
import { fillDirectory } from '../support/simulatedCity.js';
import { publicBaseUrl, startTestServer, type TestServer, twilioAccount } from '../support/testServer.js';

const sid = `CA${'a'.repeat(28)}0000`;
let server: TestServer;
let standIn: StandIn;
let rest: Server;

beforeEach(async () => {
  server = await startTestServer();
  await fillDirectory(server.parts.store);
  await server.parts.directory.refresh();
  standIn = createStandIn({
    target: server.base,
    publicBaseUrl,
    accountSid: twilioAccount.sid,
    authToken: twilioAccount.token,
    seed: 'silent',
    clock: createVirtualClock,
    // The network swallows everything that tells of an end.
    fetch: (url, init) => {
      const form = new URLSearchParams(String(init?.body ?? ''));
      const isEnd = String(url).includes('/voice/dial-action') || form.get('CallStatus') === 'completed';
      return isEnd ? Promise.reject(new Error('swallowed')) : fetch(url, init);
    },
  });
  rest = createServer(createRest({ standIn, authToken: twilioAccount.token }));
  rest.listen(0, '127.0.0.1');
  await once(rest, 'listening');
});
afterEach(async () => {
  standIn.stop();
  rest.close();
  await server.stop();
});

/** Ten minutes on, and no wait takes time. */
const later: Clock = {
  now: () => Date.now() + 600_000,
  at(_at, task) {
    setImmediate(task);
    return () => {};
  },
};

function check() {
  const { pipeline } = server.parts;
  const apiBaseUrl = `http://127.0.0.1:${(rest.address() as AddressInfo).port}`;
  return createSilentCallCheck({
    rest: createTwilioRest({ accountSid: twilioAccount.sid, authToken: twilioAccount.token, apiBaseUrl }),
    pace: createPace(later),
    liveCalls: pipeline.liveCalls,
    ingest: pipeline.ingest,
    onDoubt: pipeline.doubt,
    clock: later,
    logger: pino({ level: 'silent' }),
  });
}

describe('a silent call', () => {
  test('whose end was lost is recovered with the legs’ own ends', async () => {
    await standIn.call(
      simpleCallPlan({ sid, from: '+821000000001', to: '+82310002001', ringMs: 4_000, talkMs: 60_000 }),
    );
    expect((await server.get('/api/metrics/live')).body).toMatchObject({ now: { talking: 1 }, day: { answered: 0 } });
    await check().sweep();
    expect((await server.get('/api/metrics/live')).body).toMatchObject({ now: { talking: 0 }, day: { answered: 1 } });
    expect((await server.get(`/api/calls/${sid}`)).body).toMatchObject({
      status: 'completed',
      talkSeconds: 60,
      // Nobody told who hung up: that stays unmeasured.
      verdict: { final: true, talk: { result: 'pass' }, closing: { result: 'unmeasured', reason: 'hang-up-unknown' } },
      events: expect.arrayContaining([expect.objectContaining({ key: `rest:${sid}:completed` })]),
    });
  });

  test('is left alone while Twilio says that it goes on, and before it has been silent for long', async () => {
    const { pipeline } = server.parts;
    const asked: string[] = [];
    const parts = {
      rest: {
        leg: async (legSid: string) => {
          asked.push(legSid);
          return { status: 'in-progress' as const, endedAt: null, from: '', to: '', direction: 'inbound' };
        },
      },
      pace: createPace(later),
      liveCalls: pipeline.liveCalls,
      ingest: pipeline.ingest,
      onDoubt: pipeline.doubt,
      logger: pino({ level: 'silent' }),
    };
    await standIn.call(simpleCallPlan({ sid, from: '+821000000001', to: '+82310002001' }));
    await createSilentCallCheck({ ...parts, clock: { ...later, now: () => Date.now() + 60_000 } }).sweep();
    expect(asked).toEqual([]);
    const patient = createSilentCallCheck({ ...parts, clock: later });
    await patient.sweep();
    await patient.sweep();
    // Its open desk and itself, once in five minutes.
    expect(asked).toHaveLength(2);
    expect((await server.get('/api/metrics/live')).body).toMatchObject({ now: { talking: 1 } });
    expect(pipeline.board.calls()).toEqual([expect.not.objectContaining({ unconfirmed: true })]);
  });

  test('is asked about half a minute after a Dial’s action, and in a talk every five minutes', async () => {
    const start = Date.parse('2026-03-02T01:00:00Z');
    const clock = manualClock(start);
    const asked: number[] = [];
    const doubts: boolean[] = [];
    const silent = createSilentCallCheck({
      rest: {
        leg: async () => {
          asked.push((clock.now() - start) / 1_000);
          return { status: 'in-progress' as const, endedAt: null, from: '', to: '', direction: 'inbound' };
        },
      },
      pace: { ask: (request) => request() },
      liveCalls: () => [{ id: sid, heardAt: start, isAfterAction: true, openLegs: [] }],
      ingest: async () => undefined,
      onDoubt: (_id, isUnconfirmed) => void doubts.push(isUnconfirmed),
      clock,
      logger: pino({ level: 'silent' }),
    });
    for (let second = 0; second <= 640; second += 1) {
      clock.advanceTo(start + second * 1_000);
      await silent.sweep();
    }
    expect(asked).toEqual([30, 330, 630]);
    expect(doubts).toEqual([true, false, true, false, true, false]);
  });

  test('stays on the board when Twilio cannot be asked', async () => {
    await standIn.call(simpleCallPlan({ sid, from: '+821000000001', to: '+82310002001' }));
    const { board } = server.parts.pipeline;
    expect(board.calls()).toEqual([expect.not.objectContaining({ unconfirmed: true })]);
    const asking = check();
    rest.close();
    rest.closeAllConnections();
    await asking.sweep();
    expect((await server.get('/api/metrics/live')).body).toMatchObject({ now: { talking: 1 } });
    expect(board.calls()).toMatchObject([{ sid, unconfirmed: true }]);
  });
});
