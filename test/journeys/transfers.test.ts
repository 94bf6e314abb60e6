// Hand-overs through the real server and the stand-in's telephones: asked for over the API or by a telephone's REFER,
// carried out by the real REST client, told by signed webhooks.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { answeringDesk, busyDesk, type DeskPlan, silentDesk } from '../../scripts/simulate/callPlan.js';
import { createStandIn, type StandIn } from '../../scripts/simulate/createStandIn.js';
import { createRest } from '../../scripts/simulate/rest/createRest.js';
import { createScaledClock } from '../../scripts/simulate/simulationClock.js';
import type { Variants } from '../../scripts/simulate/variants.js';
import type { CallView } from '../../server/contract/callView.js';
import { directoryId, directoryRecords } from '../../server/directory/directoryRecord.js';
import { addressOf, contentWith, numbers } from '../support/routedCity.js';
import { publicBaseUrl, startTestServer, type TestServer, twilioAccount } from '../support/testServer.js';

/** Faster than life; the time that the store is given for an event runs with it. */
const speed = 3;
const mondayMorning = Date.parse('2026-11-23T10:00:00+09:00');

let server: TestServer;
let rest: Server;
let standIn: StandIn;
let cookie: string;

beforeAll(async () => {
  rest = createServer().listen(0, '127.0.0.1');
  await once(rest, 'listening');
  const clock = createScaledClock(speed, mondayMorning);
  const TWILIO_API_BASE_URL = `http://127.0.0.1:${(rest.address() as AddressInfo).port}`;
  server = await startTestServer({ clock, env: { TWILIO_API_BASE_URL, MEASURE_CLOSING: 'off' } });
  const record = { id: directoryId, revision: 1, updatedAt: mondayMorning, ...contentWith() };
  await server.parts.store.collection(directoryRecords).insert(record);
  await server.parts.directory.refresh();
  standIn = createStandIn({
    ...{ target: server.base, publicBaseUrl, accountSid: twilioAccount.sid, authToken: twilioAccount.token },
    ...{ seed: 'transfers', clock },
  });
  rest.on('request', createRest({ standIn, authToken: twilioAccount.token }));
  cookie = await server.signIn();
}, 60_000);

afterAll(async () => {
  standIn.stop();
  await server.stop();
  rest.closeAllConnections();
  rest.close();
});

const stays = { talk: { ms: 0, end: 'nobody' as const } };
const ask = (path: string, body: object) =>
  request(server.base).post(`/api/calls/${path}`).set('Cookie', cookie).send(body);
const look = async (sid: string) => (await server.get(`/api/calls/${sid}`)).body as CallView;

async function until(sid: string, isSo: (call: CallView) => boolean): Promise<CallView> {
  for (;;) {
    const call = await look(sid);
    if (call.legs && isSo(call)) return call;
  }
}

const legOf = (call: CallView, officialId: string) => call.legs.find((leg) => leg.officialId === officialId)?.sid ?? '';
const isTalking = (officialId: string) => (call: CallView) =>
  call.legs.some((leg) => leg.officialId === officialId && leg.answer === 'human' && leg.endedAt === null);
const conferenceWords = (call: CallView) =>
  call.events.flatMap(({ kind, raw }) =>
    kind === 'conference' ? (raw.find(([name]) => name === 'StatusCallbackEvent')?.[1] ?? []) : [],
  );

/** A citizen dials and the first desk takes the call. */
async function begin(
  others: Readonly<Record<string, DeskPlan>>,
  variants: Partial<Variants> = {},
): Promise<{ sid: string; over: Promise<unknown> }> {
  const desks = { 'roads-1': answeringDesk(2_000, stays), ...others };
  for (const [id, desk] of Object.entries(desks)) standIn.phones.set(addressOf(id), desk);
  const { sid, over } = standIn.ring({ from: '+821000000001', to: numbers.rollover, ...variants });
  await until(sid, isTalking('roads-1'));
  return { sid, over };
}

describe('a blind transfer', () => {
  test.each([false, true])(
    'is answered by the next desk, whether the left Dial asks its action: %s',
    async (asks) => {
      const { sid, over } = await begin({ mate: answeringDesk(3_000, stays) }, { asksActionAfterRedirect: asks });
      const asked = await ask(`${sid}/transfer`, { to: 'mate', kind: 'blind', briefed: true });
      expect(asked).toMatchObject({ status: 200, body: { outcome: 'accepted', code: null } });
      const talking = await until(sid, isTalking('mate'));
      standIn.hangUp(legOf(talking, 'mate'));
      await over;
      const call = await until(sid, ({ disposition }) => disposition !== null);
      expect(call).toMatchObject({
        transferCount: 1,
        hungUpFirst: 'official',
        transfers: [
          {
            fromDepartmentId: 'roads',
            toDepartmentId: 'tax',
            kind: 'blind',
            briefed: true,
            outcome: 'answered',
            ringResult: 'pass',
          },
        ],
      });
    },
    60_000,
  );

  test('that nobody takes rings at the first desk again', async () => {
    const { sid, over } = await begin({ mate: busyDesk });
    await ask(`${sid}/transfer`, { to: 'mate', kind: 'blind' });
    const back = await until(sid, ({ transfers }) => transfers[0]?.outcome === 'returned');
    expect(back).toMatchObject({ transferCount: 0 });
    const again = back.legs.find((leg) => leg.officialId === 'roads-1' && leg.endedAt === null);
    standIn.hangUp(again?.sid ?? '');
    await over;
  }, 60_000);

  test('that Twilio did not answer is unknown, is told by its desk later, and dials nobody twice', async () => {
    const { sid, over } = await begin({ mate: answeringDesk(3_000, stays) });
    standIn.faults.next('calls.update', { answer: 'cut', isCarriedOut: true });
    expect((await ask(`${sid}/transfer`, { to: 'mate', kind: 'blind' })).body).toMatchObject({ outcome: 'unknown' });
    const talking = await until(sid, isTalking('mate'));
    expect(talking.transfers).toMatchObject([{ kind: 'blind', outcome: 'answered' }]);
    expect(talking.legs.filter(({ officialId }) => officialId === 'mate')).toHaveLength(1);
    standIn.hangUp(legOf(talking, 'mate'));
    await over;
  }, 60_000);
});

describe('an attended transfer', () => {
  test.each([
    ['caller', 'underscores'],
    ['official', 'hyphens'],
  ] as const)(
    'holds the citizen, briefs the next desk, and the %s ends it (%s)',
    async (side, reasonSpelling) => {
      const { sid, over } = await begin({ mate: answeringDesk(3_000, stays) }, { reasonSpelling });
      expect((await ask(`${sid}/transfer`, { to: 'mate', kind: 'attended' })).body).toMatchObject({
        outcome: 'accepted',
      });
      const briefing = await until(
        sid,
        (call) =>
          isTalking('mate')(call) && conferenceWords(call).filter((word) => word === 'participant-join').length === 3,
      );
      expect(conferenceWords(briefing)).toContain('participant-hold');
      const [first, next] = [legOf(briefing, 'roads-1'), legOf(briefing, 'mate')];
      // The desks confer for longer than stamps can err.
      const conferredUntil = standIn.now() + 4_000;
      await until(sid, () => standIn.now() > conferredUntil);
      standIn.hangUp(first);
      await until(sid, (call) => conferenceWords(call).includes('participant-unhold'));
      standIn.hangUp(side === 'caller' ? sid : next);
      await over;
      const call = await until(sid, ({ disposition }) => disposition !== null);
      expect(call).toMatchObject({
        transferCount: 1,
        hungUpFirst: side,
        transfers: [{ fromSid: first, toSid: next, kind: 'attended', briefed: true, outcome: 'answered' }],
      });
    },
    60_000,
  );

  test('that nobody takes gives the citizen back to the first desk, who may hand on again', async () => {
    const { sid, over } = await begin({ mate: busyDesk, early: answeringDesk(2_000, stays) });
    await ask(`${sid}/transfer`, { to: 'mate', kind: 'attended' });
    await until(sid, ({ transfers, legs }) => transfers.length === 1 && legs.some(({ status }) => status === 'busy'));
    expect((await ask(`${sid}/transfer`, { to: 'early', kind: 'attended' })).body).toMatchObject({
      outcome: 'accepted',
    });
    const briefing = await until(sid, isTalking('early'));
    standIn.hangUp(legOf(briefing, 'roads-1'));
    await until(sid, (call) => conferenceWords(call).includes('participant-leave'));
    standIn.hangUp(sid);
    await over;
    const call = await until(sid, ({ disposition }) => disposition !== null);
    expect(call).toMatchObject({ transferCount: 1, hungUpFirst: 'caller' });
    expect(call.transfers.map(({ outcome }) => outcome)).toEqual(['returned', 'answered']);
  }, 60_000);
});

describe('a REFER', () => {
  test('of a desk’s telephone is followed to whom the directory knows', async () => {
    const { sid, over } = await begin({ mate: answeringDesk(3_000, stays) });
    standIn.refer(legOf(await look(sid), 'roads-1'), `<${addressOf('mate')};user=phone>`);
    const talking = await until(sid, isTalking('mate'));
    standIn.hangUp(legOf(talking, 'mate'));
    await over;
    const call = await until(sid, ({ disposition }) => disposition !== null);
    expect(call).toMatchObject({ transferCount: 1, transfers: [{ kind: 'refer', outcome: 'answered' }] });
  }, 60_000);

  test('to nonsense is answered with an apology, and the talk goes on', async () => {
    const { sid, over } = await begin({});
    const first = legOf(await look(sid), 'roads-1');
    standIn.refer(first, 'sip:nobody-at-all@elsewhere.example');
    const after = await until(sid, ({ events }) => events.some(({ kind }) => kind === 'refer'));
    expect(after.transfers).toEqual([]);
    expect(isTalking('roads-1')(after)).toBe(true);
    await over;
    expect(await until(sid, ({ disposition }) => disposition !== null)).toMatchObject({
      transferCount: 0,
      transfers: [],
    });
  }, 60_000);
});

describe('a call in progress', () => {
  test('is held and taken back', async () => {
    const { sid, over } = await begin({});
    expect((await ask(`${sid}/hold`, {})).body).toMatchObject({ outcome: 'accepted' });
    await until(sid, (call) => conferenceWords(call).includes('participant-hold'));
    expect((await ask(`${sid}/resume`, {})).body).toMatchObject({ outcome: 'accepted' });
    const resumed = await until(sid, (call) => conferenceWords(call).includes('participant-unhold'));
    standIn.hangUp(legOf(resumed, 'roads-1'));
    await over;
    const call = await until(sid, ({ disposition }) => disposition !== null);
    expect(call).toMatchObject({ transferCount: 0, hungUpFirst: 'official', disposition: 'answered' });
  }, 60_000);

  test('is ended with a reason that the access record keeps', async () => {
    const { sid, over } = await begin({});
    expect((await ask(`${sid}/end`, { reason: '폭언이 계속됨' })).body).toMatchObject({ outcome: 'accepted' });
    await over;
    const call = await until(sid, ({ disposition }) => disposition !== null);
    expect(call.verdict.closing).toMatchObject({ result: 'not-applicable', reason: 'ended-by-us' });
    const { body } = await server.get(`/api/audit?subject=${sid}`);
    expect(JSON.stringify(body)).toContain('폭언이 계속됨');
    expect((await ask(`${sid}/hold`, {})).body.error.code).toBe('CALL_OVER');
  }, 60_000);

  test('goes to nobody whom the directory does not know, and is moved by one at a time', async () => {
    const { sid, over } = await begin({ mate: silentDesk });
    expect((await ask(`${sid}/transfer`, { to: 'stranger', kind: 'blind' })).body.error.code).toBe('TARGET_UNKNOWN');
    const both = await Promise.all([1, 2].map(() => ask(`${sid}/transfer`, { to: 'mate', kind: 'blind' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await until(sid, ({ legs }) => legs.some(({ officialId }) => officialId === 'mate'));
    standIn.hangUp(sid);
    await over;
    const call = await until(sid, ({ disposition }) => disposition !== null);
    expect(call.legs.filter(({ officialId }) => officialId === 'mate')).toHaveLength(1);
  }, 60_000);
});
