import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { answeringDesk, silentDesk, simpleCallPlan } from '../../../scripts/simulate/callPlan.js';
import { createStandIn, type StandIn } from '../../../scripts/simulate/createStandIn.js';
import { createRest } from '../../../scripts/simulate/rest/createRest.js';
import { createVirtualClock, type SimulationClock } from '../../../scripts/simulate/simulationClock.js';
import { accountSid, base, official, sid, startAt, value } from './exampleProduct.js';
import { type ExampleServer, startExampleServer } from './exampleServer.js';

const authToken = 'a token of the stand-in';
let product: ExampleServer;
let rest: Server;
let standIn: StandIn;
let clock: SimulationClock;
let client: ReturnType<typeof twilio>;

const clientWith = (token: string) => {
  const made = twilio(accountSid, token);
  made.api.baseUrl = `http://127.0.0.1:${(rest.address() as AddressInfo).port}`;
  return made;
};

beforeEach(async () => {
  product = await startExampleServer();
  clock = createVirtualClock(startAt);
  const wire = { target: product.target, publicBaseUrl: base, accountSid, authToken };
  standIn = createStandIn({
    ...wire,
    seed: 'rest',
    clock,
    otherwise: ({ address }) => (address.startsWith('sip:2501') ? silentDesk : answeringDesk(3_000)),
  });
  rest = createServer(createRest({ standIn, authToken }));
  rest.listen(0, '127.0.0.1');
  await once(rest, 'listening');
  client = clientWith(authToken);
});
afterEach(async () => {
  standIn.stop();
  rest.closeAllConnections();
  rest.close();
  await product.close();
});

/** Something for the virtual clock to wait for at this moment of a running call. */
const at = (ms: number, work: () => Promise<unknown>) =>
  new Promise<void>((resolve, reject) => {
    clock.at(startAt + ms, () => void clock.during(work()).then(() => resolve(), reject));
  });

describe("Twilio's own client against the stand-in's REST", () => {
  test('fetches a live leg and the same leg after its end', async () => {
    const call = standIn.call(simpleCallPlan({ sid, from: '+821001234567', to: official }));
    await at(30_000, async () => {
      const live = await client.calls(sid).fetch();
      expect(live).toMatchObject({ status: 'in-progress', direction: 'inbound', to: official });
      expect(live.endTime).toBeNull();
      expect(live.dateCreated).toEqual(new Date('2026-03-02T01:00:00Z'));
    });
    await call;
    const over = await client.calls(sid).fetch();
    expect(over).toMatchObject({ status: 'completed', duration: '60', endTime: new Date('2026-03-02T01:01:05Z') });
  });

  test('redirects the citizen to another desk: a blind transfer', async () => {
    const call = standIn.call(simpleCallPlan({ sid, from: '+821001234567', to: official }));
    const twiml = '<Response><Dial answerOnBridge="true"><Sip>sip:2501@desk.hanbit.example</Sip></Dial></Response>';
    await at(30_000, () => client.calls(sid).update({ twiml }));
    const outcome = await call;
    expect(outcome.transfers).toEqual([
      { fromSid: outcome.legs[0]?.sid, toSid: outcome.legs[1]?.sid, answered: false },
    ]);
    expect(outcome.legs[1]?.to).toBe('sip:2501@desk.hanbit.example');
  });

  test('redirects to a URL, which is asked with the signature and the state of the call', async () => {
    const call = standIn.call(simpleCallPlan({ sid, from: '+821001234567', to: official }));
    await at(30_000, () => client.calls(sid).update({ url: `${base}/voice/elsewhere?root=${sid}&step=9` }));
    await call;
    const asked = product.received.find(({ url }) => url.includes('/voice/elsewhere'));
    expect(value(asked?.fields ?? [], 'CallStatus')).toBe('in-progress');
  });

  test('makes a call that rings somebody and follows its instructions once there is an answer', async () => {
    const made = await client.calls.create({
      to: '+821000000001',
      from: '+82310002000',
      url: `${base}/voice/incoming`,
      statusCallback: `${base}/voice/status`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    });
    expect(made.sid).toMatch(/^CA[\da-f]{32}$/);
    expect(made.status).toBe('queued');
    await new Promise<void>((resolve) => {
      const look = () => (standIn.totals.inFlight === 0 ? resolve() : void clock.at(clock.now() + 1_000, look));
      look();
    });
    const own = product.received.filter(({ fields }) => value(fields, 'CallSid') === made.sid);
    expect(own.map(({ url, fields }) => `${new URL(url).pathname} ${value(fields, 'CallStatus')}`)).toEqual([
      '/voice/status initiated',
      '/voice/status ringing',
      '/voice/status in-progress',
      '/voice/incoming in-progress',
      '/voice/dial-action completed',
      '/voice/status completed',
    ]);
    expect(own.every(({ fields }) => value(fields, 'Direction') === 'outbound-api')).toBe(true);
  });

  test.each([
    ['an unknown call', 404, 20_404, () => client.calls(`CA${'f'.repeat(32)}`).fetch()],
    ['a wrong token', 401, 20_003, () => clientWith('wrong').calls(sid).fetch()],
    [
      'a call without an answer to follow',
      400,
      21_205,
      () => client.calls.create({ to: '+821000000001', from: '+82310002000' } as never),
    ],
  ])('refuses %s as Twilio does', async (_what, status, code, ask) => {
    await expect(ask()).rejects.toMatchObject({ status, code });
  });

  test('refuses to change a call that has ended', async () => {
    await standIn.call(simpleCallPlan({ sid, from: '+821001234567', to: official }));
    await expect(client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({
      status: 400,
      code: 21_220,
    });
  });
});
