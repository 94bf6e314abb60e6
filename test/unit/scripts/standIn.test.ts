import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { buildDemoCity } from '../../../scripts/demo/demoCity.js';
import { answeringDesk, type CallPlan, simpleCallPlan } from '../../../scripts/simulate/callPlan.js';
import { createStandIn, type StandInOptions } from '../../../scripts/simulate/createStandIn.js';
import { createVirtualClock } from '../../../scripts/simulate/simulationClock.js';
import { accountSid, base, official, playAgainstProduct, sid, startAt, value } from './exampleProduct.js';
import { type ExampleServer, startExampleServer } from './exampleServer.js';

const authToken = 'a token of the stand-in';
const plan = (more: Partial<CallPlan> = {}) => simpleCallPlan({ sid, from: '+821001234567', to: official, ...more });
let product: ExampleServer;

beforeEach(async () => {
  product = await startExampleServer();
});
afterEach(() => product.close());

const standInWith = (more: Partial<StandInOptions> = {}) =>
  createStandIn({
    target: product.target,
    publicBaseUrl: base,
    accountSid,
    authToken,
    seed: 'test',
    clock: (at) => createVirtualClock(at),
    ...more,
  });

describe('the stand-in over HTTP', () => {
  test('sends what was planned, in order, and tells the truth about it', async () => {
    const outcome = await standInWith().call(plan(), { startAt });
    const planned = await playAgainstProduct(plan());
    expect(product.received.map(({ fields }) => fields)).toEqual(planned.requests.map(({ fields }) => fields));
    expect(outcome).toEqual(planned.outcome);
  });

  test("every request passes Twilio's own check of its signature, over the public address", async () => {
    await standInWith().call(
      plan({
        extraFields: [
          ['SipHeader_X-Branch[0]', '한빛동'],
          ['CallToken', 'a%2Bb c+d'],
        ],
      }),
    );
    expect(product.received).toHaveLength(7);
    for (const { url, headers, fields } of product.received) {
      const signature = String(headers['x-twilio-signature']);
      expect(twilio.validateRequest(authToken, signature, url, Object.fromEntries(fields))).toBe(true);
      expect(twilio.validateRequest('another token', signature, url, Object.fromEntries(fields))).toBe(false);
      expect(url).not.toContain('#');
      expect(headers).toMatchObject({
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'user-agent': 'TwilioProxy/1.1',
      });
      expect(headers['i-twilio-idempotency-token']).toMatch(/^[\da-f]{36}$/);
    }
  });

  test('a callback that meets 5xx comes again as its URL allows, with the same token; a 4xx is final', async () => {
    const statusOf = (fields: readonly (readonly [string, string])[]) =>
      value(fields, 'Timestamp') && value(fields, 'CallStatus');
    product.refuse = ({ fields }, attempt) => {
      if (statusOf(fields) === 'ringing') return attempt < 2 ? 503 : undefined;
      return statusOf(fields) === 'in-progress' ? 403 : undefined;
    };
    const standIn = standInWith();
    const outcome = await standIn.call(plan());
    const tokens = (status: string) =>
      product.received
        .filter(({ fields }) => statusOf(fields) === status)
        .map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(tokens('ringing')).toHaveLength(3);
    expect(new Set(tokens('ringing')).size).toBe(1);
    expect(tokens('in-progress')).toHaveLength(1);
    expect(standIn.totals).toMatchObject({ requests: 7, failures: 3, retries: 2 });
    expect(outcome.end).toBe('answered');
  });

  test('a voice URL that fails ends the call, as nothing tells what to do', async () => {
    product.refuse = ({ url }) => (url.endsWith('/voice/incoming') ? 503 : undefined);
    const standIn = standInWith();
    const outcome = await standIn.call(plan());
    expect(outcome).toMatchObject({ end: 'refused', warnings: [`No answer from ${base}/voice/incoming (11200).`] });
    expect(product.received.map(({ fields }) => value(fields, 'CallStatus'))).toEqual(['ringing', 'failed']);
    expect(standIn.totals.lastFailure).toBe('503 from /voice/incoming (11200)');
  });

  test('an answer that is not XML is not followed', async () => {
    product.refuse = ({ url }) => (url.includes('/voice/dial-action') ? 200 : undefined);
    const standIn = standInWith();
    expect((await standIn.call(plan())).warnings).toEqual([`No answer from ${base}/voice/dial-action (12300).`]);
    expect(standIn.totals.lastFailure).toBe('an answer that is not XML from /voice/dial-action (12300)');
  });

  test('lost, doubled and swapped callbacks follow the seed; voice and action requests always arrive', async () => {
    const run = async (seed: string) => {
      product.received.length = 0;
      const disturbance = { lose: 0.2, duplicate: 0.2, reorder: 0.3, late: 0.1, lateSeconds: 600 };
      const standIn = standInWith({ seed, disturbance });
      for (let call = 0; call < 12; call += 1) {
        await standIn.call(plan({ sid: `CA${String(call).padStart(32, '0')}` }), { startAt });
      }
      const order = product.received.map(({ fields }) => `${value(fields, 'CallSid')} ${value(fields, 'CallStatus')}`);
      return { order, totals: { ...standIn.totals } };
    };
    const one = await run('one');
    expect(await run('one')).toEqual(one);
    expect((await run('two')).order).not.toEqual(one.order);
    expect(one.totals).toMatchObject({ calls: 12, answered: 12, inFlight: 0 });
    expect(Math.min(one.totals.lost, one.totals.duplicated, one.totals.delayed)).toBeGreaterThan(3);
    expect(one.order).toHaveLength(7 * 12 - one.totals.lost + one.totals.duplicated);
    expect(product.received.filter(({ url }) => /incoming|dial-action/.test(url))).toHaveLength(2 * 12);
  });

  test("a city's traffic on one virtual clock: hours pass in no time, and nothing is left in flight", async () => {
    const clock = createVirtualClock(Date.parse('2026-03-02T00:55:00Z'));
    const ends: string[] = [];
    const standIn = standInWith({ clock, onOutcome: ({ end }) => ends.push(end) });
    const totals = await standIn.run({ lines: buildDemoCity().lines, timeZone: 'Asia/Seoul', calls: 30 });
    expect(totals).toMatchObject({ calls: 30, inFlight: 0, failures: 0, warnings: 0 });
    expect(totals.answered).toBe(ends.filter((end) => end === 'answered').length);
    expect(totals.answered).toBeGreaterThan(15);
    expect(clock.now()).toBeGreaterThan(Date.parse('2026-03-02T00:57:00Z'));
  });

  test('stops in the middle of its calls when told to', async () => {
    const clock = createVirtualClock(startAt);
    const stopping = new AbortController();
    const standIn = standInWith({ clock });
    const run = standIn.run({ lines: buildDemoCity().lines, timeZone: 'Asia/Seoul', rate: 5 }, stopping.signal);
    await new Promise<void>((resolve) => clock.at(startAt + 10_000, resolve));
    stopping.abort();
    const totals = await run;
    expect(totals.calls).toBeGreaterThan(25);
    expect(standIn.totals.inFlight).toBe(0);
  });
});

describe('REST asks', () => {
  const untilAnswered = async (run: (standIn: ReturnType<typeof standInWith>, leg: string) => void) => {
    const clock = createVirtualClock(startAt);
    const standIn = standInWith({ clock });
    clock.at(startAt + 20_000, () => run(standIn, standIn.leg(`${sid.slice(0, -4)}0001`)?.sid ?? ''));
    return standIn.call(plan({ dials: [{ desks: [answeringDesk(4_000)], talk: { ms: 60_000, end: 'caller' } }] }));
  };

  test('to end the citizen: the legs complete and no action is asked', async () => {
    const outcome = await untilAnswered((standIn) => {
      expect(standIn.leg(sid)).toMatchObject({ status: 'in-progress', answeredAt: startAt + 5_000 });
      expect(standIn.command({ sid, ask: 'end' })).toBe(true);
    });
    expect(outcome).toMatchObject({ end: 'answered', talkMs: 15_000, hungUpFirst: null });
    expect(product.received.some(({ url }) => url.includes('dial-action'))).toBe(false);
    expect(product.received.map(({ fields }) => value(fields, 'CallStatus')).slice(-2)).toEqual([
      'completed',
      'completed',
    ]);
  });

  test("to end the official's leg: the citizen stays for the action", async () => {
    const outcome = await untilAnswered((standIn, leg) => standIn.command({ sid: leg, ask: 'end' }));
    expect(outcome.talkMs).toBe(15_000);
    const action = product.received.find(({ url }) => url.includes('dial-action'))?.fields ?? [];
    expect(value(action, 'CallStatus')).toBe('in-progress');
    expect(value(action, 'DialCallDuration')).toBe('15');
  });

  test("to redirect the official's leg: the action comes without a duration", async () => {
    await untilAnswered((standIn, leg) => standIn.command({ sid: leg, ask: 'redirect', twiml: '<Response/>' }));
    const action = product.received.find(({ url }) => url.includes('dial-action'))?.fields ?? [];
    expect(value(action, 'DialCallStatus')).toBe('completed');
    expect(value(action, 'DialCallDuration')).toBeUndefined();
  });

  test('nothing of a call that has ended', async () => {
    const standIn = standInWith();
    await standIn.call(plan(), { startAt });
    expect(standIn.command({ sid, ask: 'end' })).toBe(false);
    expect(standIn.leg(sid)).toMatchObject({ status: 'completed', endedAt: startAt + 65_450 });
  });
});
