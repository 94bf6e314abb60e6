// The access record over HTTP: searched, exported, reviewed and signed, and every look at it recorded in it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { auditEntries } from '../../server/audit/auditEntry.js';
import { createAuditTrail } from '../../server/audit/trail.js';
import { verifyExport } from '../../server/audit/verifyExport.js';
import {
  type AuditEntryView,
  auditHeadViewSchema,
  auditPageViewSchema,
  reviewMonthsViewSchema,
  reviewViewSchema,
} from '../../server/contract/audit.js';
import { manualClock } from '../support/manualClock.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';
import { note, person, start } from '../unit/audit/auditFixture.js';

const day = 24 * 3_600_000;
const auditKey = 'the key of the chain in this test';
const clock = manualClock(start);
let folder: string;
let server: TestServer;
let cookie: string;

const iso = (at: number) => new Date(at).toISOString();
const get = (path: string) => request(server.base).get(`/api/audit${path}`).set('Cookie', cookie);
const post = (path: string, body: object) =>
  request(server.base).post(`/api/audit${path}`).set('Cookie', cookie).send(body);
const download = async (body: object) => {
  const headers = { cookie, 'content-type': 'application/json' };
  const answer = await fetch(`${server.base}/api/audit/export`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return { headers: answer.headers, file: Readable.from([Buffer.from(await answer.arrayBuffer())]) };
};
const search = async (query: string) => {
  const { status, body } = await get(query);
  expect(status).toBe(200);
  return auditPageViewSchema.parse(body);
};
const seqs = (items: readonly AuditEntryView[]) => items.map(({ seq }) => seq);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samsamsam-audit-'));
  server = await startTestServer({ dataDir: folder, clock, env: { AUDIT_KEY: auditKey } });
  const entries = server.parts.store.collection(auditEntries);
  // As another process would: the server's own trail asks for the head when it lost.
  const audit = createAuditTrail({ entries, key: auditKey, clock });
  for (let n = 0; n < 6; n += 1) {
    clock.advance(60_000);
    const subject = { type: 'call', id: `CA${n % 3}`, whose: '010-****-1234', departmentId: 'tax' } as const;
    await audit
      .by(person(n % 2 ? 'lee' : 'kim'))
      .record(note({ subject, kind: n === 5 ? 'unmask' : 'view', reason: n === 5 ? '회신' : null }));
  }
  await audit
    .by(person('kim'))
    .change(note({ kind: 'change', task: 'people.change' }), async () => ({ ok: false, code: 'conflict' }));
  // Two days into November.
  clock.advanceTo(Date.UTC(2026, 10, 2, 1));
  cookie = await server.signIn();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the access record', () => {
  test('is searched by account, subject, kind and period, newest first, page by page', async () => {
    const october = `from=${iso(start)}&to=${iso(start + day)}`;
    const kim = await search(`?account=KIM@hanbit.example&kind=view&${october}`);
    expect(kim.items).toHaveLength(3);
    expect(kim.items.every(({ account, kind }) => account === 'kim@hanbit.example' && kind === 'view')).toBe(true);
    const first = await search(`?subject=CA2&limit=1`);
    expect(first.items).toMatchObject([
      { kind: 'unmask', reason: '회신', account: 'lee@hanbit.example', place: '192.0.2.7' },
    ]);
    const second = await search(`?subject=CA2&limit=1&cursor=${first.nextCursor}`);
    expect(second.items).toMatchObject([{ kind: 'view', subject: { id: 'CA2', whose: '010-****-1234' } }]);
    expect(second.nextCursor).toBeNull();
    const all = await search(`?${october}`);
    expect(seqs(all.items)).toEqual([...seqs(all.items)].sort((one, other) => other - one));
    expect((await search(`?kind=not-carried-out`)).items).toMatchObject([{ after: { because: 'conflict' } }]);
    expect((await search(`?to=${iso(start)}`)).items.every(({ at }) => at <= iso(start))).toBe(true);
  });

  test('records who looked at it, and for whom', async () => {
    await search('?account=lee@hanbit.example');
    const [latest] = (await search(`?account=${admin.email}&kind=view`)).items;
    expect(latest).toMatchObject({
      task: 'audit.view',
      subject: { type: 'audit', id: null, whose: 'lee@hanbit.example' },
    });
  });

  test('refuses a cursor of another search, and what is no search at all', async () => {
    const { nextCursor } = await search('?kind=view&limit=1');
    expect((await get(`?account=x&cursor=${nextCursor}`)).body.error.code).toBe('CURSOR_INVALID');
    for (const query of ['?kind=look', '?limit=1000', '?from=yesterday', '?account[$ne]=x', '?task=x'])
      expect((await get(query)).body.error.code).toBe('BAD_REQUEST');
    expect((await request(server.base).get('/api/audit')).status).toBe(401);
  });

  test('leaves as a file that proves itself, recorded with its reason, rows and head before the first line', async () => {
    const body = { from: iso(start), to: iso(start + day), reason: '감사 자료 제출' };
    const { headers, file } = await download(body);
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename=audit-2026-10-06-2026-10-07.ndjson');
    const verdict = await verifyExport(file, auditKey, []);
    expect(verdict).toMatchObject({ ok: true, header: { city: '우리 시', exportedBy: admin.email } });
    const [recorded] = (await search('?kind=export')).items;
    expect(recorded).toMatchObject({
      account: admin.email,
      reason: '감사 자료 제출',
      after: verdict.ok && { rows: verdict.count, head: verdict.head },
    });
    const again = await post('/export', { ...body, to: body.from });
    expect(again.body.error.code).toBe('BAD_REQUEST');
    expect((await post('/export', { from: body.from, to: body.to })).body.error.code).toBe('BAD_REQUEST');
  });

  test('tells its head, which an export of all of it must hold', async () => {
    const head = auditHeadViewSchema.parse((await get('/head')).body);
    expect(head.at).toBe(iso(clock.now()));
    const { file } = await download({ from: iso(0), to: iso(clock.now() + day), reason: '전체' });
    expect(await verifyExport(file, auditKey, [head])).toMatchObject({
      ok: true,
      head: { seq: head.seq, hash: head.hash },
    });
  });
});

describe('the monthly review', () => {
  const october = '/reviews/2026-10';
  const review = async () => reviewViewSchema.parse((await get(october)).body);

  test('shows a month, is signed by a person, and shows what came to the month later', async () => {
    const months = async () => reviewMonthsViewSchema.parse((await get('/reviews')).body).items;
    expect((await months()).map(({ month, state }) => [month, state])).toEqual([
      ['2026-11', 'running'],
      ['2026-10', 'open'],
    ]);
    const shown = await review();
    expect(shown).toMatchObject({ state: 'open', signOffs: [], from: '2026-09-30T15:00:00.000Z', takenMore: 0 });
    expect(shown.taken).toMatchObject([
      { kind: 'unmask', account: 'lee@hanbit.example', reason: '회신', task: 'calls.view', place: '192.0.2.7' },
    ]);
    expect(shown.byKind).toContainEqual({ kind: 'unmask', count: 1 });

    const signed = await post(october, { head: shown.head, note: '이상 없음' });
    expect(reviewViewSchema.parse(signed.body)).toMatchObject({
      state: 'signed-off',
      signedOff: { account: admin.email, note: '이상 없음', entries: shown.entries, head: shown.head },
    });
    expect((await months()).map(({ state }) => state)).toEqual(['running', 'signed-off']);
    expect((await search('?kind=review')).items).toMatchObject([{ subject: { id: '2026-10' }, reason: '이상 없음' }]);

    // The running month may be signed too; what is done afterwards shows.
    const november = '/reviews/2026-11';
    const running = reviewViewSchema.parse((await get(november)).body);
    await post(november, { head: running.head, note: '월중 점검' });
    expect((await get(november)).body).toMatchObject({ state: 'signed-off' });
    await post('/export', { from: iso(start), to: iso(start + day), reason: '나중' });
    const changed = reviewViewSchema.parse((await get(november)).body);
    expect(changed.state).toBe('changed');
    await post(november, { head: changed.head, note: '다시 점검' });
    const twice = reviewViewSchema.parse((await get(november)).body);
    expect(twice.state).toBe('signed-off');
    expect(twice.signOffs.map(({ note: words }) => words)).toEqual(['다시 점검', '월중 점검']);
  });

  test('is not signed for what nobody saw, nor for a month without a record', async () => {
    const { head } = await review();
    const sign = (body: object, path = october) => post(path, body).then(({ body: { error } }) => error.code);
    expect(await sign({ head: { ...head, hash: 'A' }, note: '이상 없음' })).toBe('REVIEW_OUTDATED');
    expect(await sign({ head: { ...head, seq: head.seq + 1 }, note: '이상 없음' })).toBe('REVIEW_OUTDATED');
    expect(await sign({ head: { seq: 0, hash: '' }, note: '이상 없음' })).toBe('REVIEW_OUTDATED');
    expect(await sign({ head, note: ' ' })).toBe('BAD_REQUEST');
    expect(await sign({ head, note: '이상 없음' }, '/reviews/2026-09')).toBe('NOT_FOUND');
    expect((await get('/reviews/2026-13')).body.error.code).toBe('BAD_REQUEST');
  });
});
