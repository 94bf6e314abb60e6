// Webhooks that never came, against the stand-in's own list and log: what is kept, what is recovered, and what stays open.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import { simpleCallPlan } from '../../scripts/simulate/callPlan.js';
import { createStandIn, type StandIn } from '../../scripts/simulate/createStandIn.js';
import { createRest } from '../../scripts/simulate/rest/createRest.js';
import { createVirtualClock, type SimulationClock } from '../../scripts/simulate/simulationClock.js';
import { roundViewSchema } from '../../server/contract/reconcileView.js';
import { createCallLog } from '../../server/ledger/callLog.js';
import { look, type Memory } from '../../server/twilio/reconcile/look.js';
import { createTwilioRest } from '../../server/twilio/twilioRest.js';
import { fillDirectory } from '../support/simulatedCity.js';
import { publicBaseUrl, startTestServer, type TestServer, twilioAccount } from '../support/testServer.js';

const sid = `CA${'a'.repeat(28)}0000`;
const hourMs = 3_600_000;
/** A line of the demo city, and one that it has not. */
const [line, stranger] = ['+82310002001', '+82319999999'];

let server: TestServer;
let standIn: StandIn;
let rest: Server;
let restApp: Express | undefined;
let clock: SimulationClock;
let swallows: (path: string, form: URLSearchParams) => boolean;

beforeEach(async () => {
  rest = createServer((request, response) => restApp?.(request, response));
  rest.listen(0, '127.0.0.1');
  await once(rest, 'listening');
  server = await startTestServer({ env: { TWILIO_API_BASE_URL: addressOf(rest), RECONCILE_MINUTES: '0' } });
  await fillDirectory(server.parts.store);
  await server.parts.directory.refresh();
  clock = createVirtualClock(Date.now() - hourMs);
  swallows = () => false;
  standIn = createStandIn({
    target: server.base,
    publicBaseUrl,
    accountSid: twilioAccount.sid,
    authToken: twilioAccount.token,
    seed: 'reconcile',
    clock,
    fetch: (url, init) => {
      const form = new URLSearchParams(String(init?.body ?? ''));
      return swallows(new URL(String(url)).pathname, form) ? Promise.reject(new Error('swallowed')) : fetch(url, init);
    },
  });
  restApp = createRest({ standIn, authToken: twilioAccount.token });
});
afterEach(async () => {
  standIn.stop();
  rest.closeAllConnections();
  rest.close();
  await server.stop();
});

const addressOf = (listening: Server) => `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;

/** A call of an hour ago, then the present. */
async function playCall(to = line): Promise<void> {
  await standIn.call(simpleCallPlan({ sid, from: '+821000000001', to, ringMs: 4_000, talkMs: 60_000 }));
  await new Promise<void>((resolve) => clock.at(Date.now(), resolve));
}

const span = () => ({ from: Date.now() - 2 * hourMs, to: Date.now(), isOpen: true });

function lookOnce(suspects: readonly string[], memory: Memory = { read: new Set(), told: new Set() }) {
  const { store, pipeline, directory } = server.parts;
  const { sid: accountSid, token: authToken } = twilioAccount;
  const parts = {
    rest: createTwilioRest({ accountSid, authToken, apiBaseUrl: addressOf(rest) }),
    pace: { ask: <T>(request: () => Promise<T>) => request() },
    log: createCallLog(store),
    ingest: pipeline.ingest,
    directory,
    publicBaseUrl,
    now: () => Date.now(),
    hold: async () => undefined,
  };
  return look(parts, span(), new Set(suspects), memory);
}

const shown = async () => (await server.get(`/api/calls/${sid}`)).body;

describe('a call of which nothing came', () => {
  test('counts as missed when two looks do not find it, with what Twilio says and nothing else', async () => {
    swallows = () => true;
    await playCall();
    const first = await lookOnce([]);
    expect(first).toMatchObject({ suspects: [sid], missed: 0 });
    expect((await server.get(`/api/calls/${sid}`)).status).toBe(404);

    expect(await lookOnce(first.suspects)).toMatchObject({ suspects: [], missed: 1 });
    expect(await shown()).toMatchObject({
      direction: 'inbound',
      to: line,
      disposition: 'failed',
      departmentId: expect.any(String),
      waitSeconds: null,
      ringSeconds: null,
      talkSeconds: null,
      legs: [],
    });
    expect(await lookOnce(first.suspects)).toMatchObject({ missed: 0, endsRecovered: 0, suspects: [] });
  });

  test('is none of ours where the directory does not know the number', async () => {
    swallows = () => true;
    await playCall(stranger);
    expect(await lookOnce([sid])).toMatchObject({ listed: 1, foreign: 1, missed: 0, suspects: [] });
  });
});

describe('webhooks that were lost on the way', () => {
  test('come back from Twilio’s log with their own stamps, once', async () => {
    const lost = new Set<string | null>();
    swallows = (_path, form) => {
      const isLost = form.get('CallStatus') === 'ringing' && form.has('ParentCallSid');
      if (isLost) lost.add(form.get('CallSid'));
      return isLost;
    };
    await playCall();
    expect(await shown()).toMatchObject({ ringSeconds: null, verdict: { ring: { result: 'unmeasured' } } });
    const memory: Memory = { read: new Set(), told: new Set() };
    expect(await lookOnce([], memory)).toMatchObject({ eventsRecovered: lost.size, missed: 0 });
    expect(await shown()).toMatchObject({ ringSeconds: 4, verdict: { ring: { result: 'pass' } }, conflicts: [] });
    expect(await lookOnce([], memory)).toMatchObject({ eventsRecovered: 0 });
  });

  test('give the end back from the list, and the rest from the log', async () => {
    swallows = (path, form) => path === '/voice/dial-action' || form.get('CallStatus') === 'completed';
    await playCall();
    expect((await server.get('/api/metrics/live')).body).toMatchObject({ now: { talking: 1 } });
    const result = await lookOnce([]);
    expect(result).toMatchObject({ endsRecovered: 2, differing: 0 });
    expect(await shown()).toMatchObject({ status: 'completed', talkSeconds: 60, disposition: 'answered' });
    expect((await server.get('/api/metrics/live')).body).toMatchObject({ now: { talking: 0 } });
  });
});

test('an admin asks for a span of time, and reads what came of it', async () => {
  swallows = () => true;
  await playCall(stranger);
  const cookie = await server.signIn();
  const { from, to } = span();
  const body = JSON.stringify({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  const headers = { cookie, 'content-type': 'application/json' };
  const response = await fetch(`${server.base}/api/reconcile`, { method: 'POST', headers, body });
  const begun = roundViewSchema.parse(await response.json());
  expect(begun).toMatchObject({ finishedAt: null, account: 'admin@hanbit.example', problem: null });
  expect((await fetch(`${server.base}/api/reconcile`, { method: 'POST', headers, body })).status).toBe(409);

  for (;;) {
    const { items } = (await server.get('/api/reconcile')).body as { items: unknown[] };
    const round = roundViewSchema.parse(items[0]);
    expect(round.id).toBe(begun.id);
    if (round.finishedAt === null) continue;
    expect(round).toMatchObject({ listed: 1, foreign: 1, missed: 0, findings: [], problem: null });
    break;
  }
  expect(await (await fetch(`${server.base}/metrics`)).text()).toContain('samsamsam_reconcile_rounds_total 1');
  const audit = await server.get('/api/audit');
  expect(JSON.stringify(audit.body)).toContain('reconcile.run');
});
