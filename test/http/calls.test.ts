// The call log, one call, the live figures and the board's settings, over HTTP, from calls that really went through.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { auditEntries } from '../../server/audit/auditEntry.js';
import { collections } from '../../server/collections.js';
import { boardSettingsSchema } from '../../server/contract/boardSettings.js';
import { type CallSummaryView, callPageViewSchema, callViewSchema } from '../../server/contract/callView.js';
import { errorViewSchema } from '../../server/contract/errorView.js';
import { metricsViewSchema } from '../../server/contract/metricsView.js';
import { saveDirectory } from '../../server/directory/saveDirectory.js';
import { manualClock } from '../support/manualClock.js';
import { lineOf, sid, simpleCall, target, teller } from '../support/scenarios.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';

const morning = Date.UTC(2026, 10, 23, 0, 30);
const minute = 60_000;
const rootOf = (index: number) => sid(1_000 + index);
const legOf = (index: number) => sid(2_000 + index);
const total = 12;

describe.each(storeLanes())('the call log $title', (lane) => {
  let opened: OpenedLane;
  let server: TestServer;
  beforeAll(async () => {
    opened = await lane.open(collections);
    server = await startTestServer({ clock: manualClock(morning + 60 * minute), store: opened.store });
    const { store, directory, pipeline } = server.parts;
    const department = (id: string, ko: string, en: string) => ({ id, name: { ko, en }, bureau: '' });
    await saveDirectory(store, {
      departments: [
        department('tax', '세무과', 'Tax'),
        { ...department('water', '수도과', 'Water'), coverMode: 'rollover' },
      ],
      officials: [],
      lines: [],
    });
    await directory.refresh();
    // Call n starts n minutes into the morning and rings n seconds: from 6 on it is too late.
    for (let index = 0; index < total; index += 1) {
      const tell = teller({ root: rootOf(index), origin: morning + index * minute });
      const events = simpleCall(tell, { ring: index, talk: 30, legSid: legOf(index) });
      for (const event of events) await pipeline.ingest(event);
    }
    const water = target(9, 'water');
    const tell = teller({ root: sid(50), origin: morning + 30 * minute });
    await pipeline.ingest(tell.voice(0, lineOf([water])));
  });
  afterAll(async () => {
    await server.stop();
    await opened.dispose();
  });

  async function list(query: string): Promise<CallSummaryView[]> {
    const { status, body } = await server.get(`/api/calls${query}`);
    expect(status).toBe(200);
    return callPageViewSchema.strict().parse(body).items;
  }
  const sids = (items: CallSummaryView[]) => items.map((call) => call.sid);
  const refusal = async (path: string) => {
    const { status, body } = await server.get(path);
    return [status, errorViewSchema.parse(body).error.code];
  };

  describe('GET /api/calls', () => {
    test('lists the newest call first', async () => {
      const items = await list('');
      expect(sids(items)).toEqual([
        sid(50),
        ...Array.from({ length: total }, (_one, index) => rootOf(total - 1 - index)),
      ]);
      expect(items[1]).toMatchObject({ departmentId: 'tax', ringSeconds: 11, talkSeconds: 30, ringCount: 4 });
      expect(items[0]).toMatchObject({ departmentId: 'water', disposition: null, verdict: { final: false } });
    });

    test('goes on page by page without a gap or a repeat', async () => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const { body } = await server.get(`/api/calls?limit=5${query}`);
        const page = callPageViewSchema.parse(body);
        expect(page.items.length).toBeLessThanOrEqual(5);
        seen.push(...sids(page.items));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(sids(await list('?limit=200')));
    });

    test('takes a part of the day: from is inside, to is not', async () => {
      const at = (index: number) => new Date(morning + index * minute).toISOString();
      expect(sids(await list(`?from=${at(3)}&to=${at(5)}`))).toEqual([rootOf(4), rootOf(3)]);
      const local = encodeURIComponent('2026-11-23T09:35:00+09:00');
      expect(sids(await list(`?from=${local}&to=${at(6)}`))).toEqual([rootOf(5)]);
    });

    test('takes one department, one official, one result, and all of them together', async () => {
      expect(sids(await list('?department=water'))).toEqual([sid(50)]);
      expect(await list('?official=official-1&limit=200')).toHaveLength(total);
      expect(await list('?official=nobody')).toEqual([]);
      const failed = await list('?result=fail&department=tax&official=official-1');
      expect(sids(failed)).toEqual([11, 10, 9, 8, 7].map(rootOf));
      expect(failed.every((call) => call.verdict.overall === 'fail')).toBe(true);
      expect(await list('?result=fail&department=water')).toEqual([]);
    });

    test('finds a call by the end of a number as people type it', async () => {
      expect(await list('?q=0001&limit=200')).toHaveLength(total + 1);
      expect(await list('?q=031-000-2001&limit=200')).toHaveLength(total + 1);
      expect(await list(`?q=${encodeURIComponent('+82310002001')}`)).toHaveLength(total + 1);
      expect(await list('?q=9999')).toEqual([]);
    });

    test("finds a call by its sid or by a leg's, within the other filters", async () => {
      expect(sids(await list(`?q=${rootOf(3)}`))).toEqual([rootOf(3)]);
      expect(sids(await list(`?q=${legOf(3)}`))).toEqual([rootOf(3)]);
      expect(await list(`?q=${rootOf(3)}&department=water`)).toEqual([]);
      expect(await list(`?q=${sid(9_999)}`)).toEqual([]);
    });

    test.each([
      'limit=0',
      'limit=201',
      'limit=ten',
      'limit=1&limit=2',
      'from=yesterday',
      'result=good',
      'q=',
      'q=123',
      'q=somebody',
      'cursor=',
    ])('refuses ?%s', async (query) => {
      expect(await refusal(`/api/calls?${query}`)).toEqual([400, 'BAD_REQUEST']);
    });

    test('refuses a cursor that is not from this listing', async () => {
      expect(await refusal('/api/calls?cursor=nonsense')).toEqual([400, 'CURSOR_INVALID']);
      const { body } = await server.get('/api/calls?limit=5');
      const { nextCursor } = callPageViewSchema.parse(body);
      expect(await refusal(`/api/calls?department=tax&cursor=${nextCursor}`)).toEqual([400, 'CURSOR_INVALID']);
    });
  });

  describe('GET /api/calls/:sid', () => {
    test('shows one call whole: legs, events, and the evidence of each verdict', async () => {
      const { status, body } = await server.get(`/api/calls/${rootOf(8)}`);
      expect(status).toBe(200);
      const call = callViewSchema.strict().parse(body);
      expect(call.verdict.ring).toMatchObject({ result: 'fail', lo: 7, hi: 9, limit: 6 });
      expect(call.legs.map((leg) => [leg.sid, leg.answer, leg.ringSeconds])).toEqual([[legOf(8), 'human', 8]]);
      const keys = new Set(call.events.map((event) => event.key));
      expect(call.verdict.ring.evidence.length).toBeGreaterThan(0);
      expect(call.verdict.ring.evidence.every((key) => keys.has(key))).toBe(true);
      expect(call.events.every((event) => event.raw.length > 0)).toBe(true);
    });

    test("a leg's sid leads to its call", async () => {
      const { body } = await server.get(`/api/calls/${legOf(8)}`);
      expect(callViewSchema.parse(body).sid).toBe(rootOf(8));
    });

    test('an unknown sid is a call that does not exist', async () => {
      expect(await refusal(`/api/calls/${sid(9_999)}`)).toEqual([404, 'CALL_NOT_FOUND']);
      expect(await refusal('/api/calls/nonsense')).toEqual([404, 'CALL_NOT_FOUND']);
    });
  });

  describe('the citizen’s number', () => {
    const entries = async () => {
      const page = await opened.store.collection(auditEntries).list({ index: 'bySeq', limit: 1_000 });
      return page.items;
    };
    const unmask = async (path: string, body: object) => {
      const response = await request(server.base)
        .post(path)
        .set('Cookie', await server.signIn())
        .send(body);
      return [response.status, response.body];
    };

    test('is masked in the list and on the call’s page, and told against a reason that is kept', async () => {
      const path = `/api/calls/${rootOf(8)}`;
      expect((await list('?limit=200')).map(({ from }) => from)).toEqual(Array(total + 1).fill('010-****-0001'));
      const { body } = await server.get(path);
      expect(JSON.stringify(body)).not.toMatch(/1000000001|10-0000-0001/);
      expect(callViewSchema.parse(body)).toMatchObject({ from: '010-****-0001', to: '+82310002001' });
      const reason = '민원 회신을 위해 확인';
      expect(await unmask(`${path}/unmask`, { reason })).toEqual([200, { from: '+821000000001', to: '+82310002001' }]);
      expect((await entries()).at(-1)).toMatchObject({
        kind: 'unmask',
        task: 'calls.unmask',
        account: admin.email,
        reason,
        subject: { type: 'call', id: rootOf(8), whose: '010-****-0001', departmentId: 'tax' },
      });
    });

    test.each([{}, { reason: '' }, { reason: 'why?' }, { reason: '     no     ' }, { reason: 7 }])(
      'stays masked without a real reason: %j',
      async (body) => {
        const before = await entries();
        const [status, refused] = await unmask(`/api/calls/${rootOf(8)}/unmask`, body);
        expect([status, errorViewSchema.parse(refused).error.code]).toEqual([400, 'BAD_REQUEST']);
        expect(await unmask(`/api/calls/${sid(9_999)}/unmask`, { reason: 'to call back' })).toMatchObject([404, {}]);
        const added = (await entries()).slice(before.length);
        expect(added.filter(({ kind }) => kind === 'unmask')).toEqual([]);
      },
    );

    test('cannot be felt for digit by digit without a trace', async () => {
      const searches = async () => (await entries()).filter(({ task }) => task === 'calls.search');
      const before = (await searches()).length;
      await list('?q=0001');
      await list(`?q=${rootOf(3)}`);
      expect(await searches()).toHaveLength(before);
      await list('?q=00-0001');
      await list(`?q=${encodeURIComponent('+821000000001')}&department=tax`);
      expect((await searches()).slice(before)).toMatchObject([
        { kind: 'view', subject: { type: 'call', id: null, whose: '****', departmentId: null } },
        { kind: 'view', subject: { type: 'call', id: null, whose: '010-****-0001', departmentId: 'tax' } },
      ]);
    });
  });

  describe('GET /api/metrics/live', () => {
    test('gives the figures of the city and of one department', async () => {
      const city = metricsViewSchema.strict().parse((await server.get('/api/metrics/live')).body);
      expect(city.day).toMatchObject({ date: '2026-11-23', offered: total, answered: total, timeZone: 'Asia/Seoul' });
      expect(city).toEqual(server.parts.pipeline.board.metrics());
      const water = metricsViewSchema.parse((await server.get('/api/metrics/live?department=water')).body);
      expect(water.day.offered).toBe(0);
      expect(water.departments.map(({ id }) => id)).toEqual(['water']);
    });

    test('a department that does not exist is refused', async () => {
      expect(await refusal('/api/metrics/live?department=nowhere')).toEqual([404, 'DEPARTMENT_NOT_FOUND']);
    });
  });

  describe('GET /api/board', () => {
    test('tells a board the names, targets, limits and hours', async () => {
      const board = boardSettingsSchema.strict().parse((await server.get('/api/board')).body);
      expect(board).toMatchObject({
        timeZone: 'Asia/Seoul',
        targets: { ring: 0.95, talk: 0.9, closing: 0.9 },
        rule: {
          preset: 'ulsan',
          cadenceSeconds: 3,
          ringLimitSeconds: 6,
          talkLimitSeconds: 180,
          protectionSeconds: 900,
        },
        openingHours: { from: '09:00', to: '18:00' },
        lunchHours: { from: '12:00', to: '13:00' },
      });
      expect(board.departments).toEqual([
        { id: 'tax', name: { ko: '세무과', en: 'Tax' }, coverMode: 'together' },
        { id: 'water', name: { ko: '수도과', en: 'Water' }, coverMode: 'rollover' },
      ]);
    });
  });
});
