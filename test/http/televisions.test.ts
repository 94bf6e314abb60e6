// Links for televisions against the real server: they work once, show the board and nothing else, and stay until revoked.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditEntries } from '../../server/audit/auditEntry.js';
import { linksViewSchema, newLinkViewSchema } from '../../server/contract/link.js';
import { pathOnly } from '../../server/http/requestLog.js';
import { manualClock } from '../support/manualClock.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';
import { createVisitor, type Visitor } from '../support/visitor.js';

const clock = manualClock(Date.UTC(2026, 10, 23, 1));
let dataDir: string;
let server: TestServer;
let boss: Visitor;
async function start(): Promise<void> {
  server = await startTestServer({ clock, dataDir, env: { TRUST_PROXY: '1' } });
  boss = createVisitor(server.base);
  await boss.signIn(admin.email, admin.password);
}
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-tv-'));
  await start();
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function makeLink(name: string) {
  const { link, url } = newLinkViewSchema.parse((await boss.post('/api/links', { name, departmentIds: null })).body);
  return { id: link.id, path: new URL(url).pathname, url };
}
const openedBy = async (path: string) => {
  const tv = createVisitor(server.base, 'Mozilla/5.0 (SMART-TV; Linux; Tizen 9.0) Safari/537.36');
  const answer = await tv.get(path);
  return { tv, answer };
};
const listed = async (id: string) =>
  linksViewSchema.parse((await boss.get('/api/links')).body).items.find((link) => link.id === id);

test('the first browser gets the board, the second a refusal', async () => {
  const { id, path, url } = await makeLink('로비');
  expect(url.startsWith(`${server.base}/tv/`)).toBe(true);
  expect(await listed(id)).toMatchObject({ name: '로비', madeBy: admin.email, openedAt: null });
  const { tv, answer } = await openedBy(path);
  expect([answer.status, answer.location]).toEqual([303, '/?tv=1']);
  expect((await tv.get('/api/session')).body).toEqual({
    email: '로비',
    role: 'tv',
    departmentIds: null,
    abilities: ['session.own', 'board.view'],
    mustChangePassword: false,
    expiresAt: null,
  });
  expect(await listed(id)).toMatchObject({ browser: 'Safari, TV', openedAt: new Date(clock.now()).toISOString() });
  const late = await openedBy(path);
  expect([late.answer.status, late.answer.location, late.tv.cookie()]).toEqual([303, '/?tv=used', '']);
});

test('it sees the board and nothing else', async () => {
  const { tv } = await openedBy((await makeLink('wall')).path);
  for (const path of ['/api/board', '/api/metrics/live']) expect((await tv.get(path)).status).toBe(200);
  for (const path of ['/api/calls', '/api/account', '/api/people', '/api/links', '/api/sessions'])
    expect((await tv.get(path)).body.error.code).toBe('FORBIDDEN');
});

test('of two browsers that open it at the same moment one gets in', async () => {
  const { path } = await makeLink('wall');
  const both = await Promise.all([openedBy(path), openedBy(path)]);
  expect(both.map(({ answer }) => answer.location).sort()).toEqual(['/?tv=1', '/?tv=used']);
});

test('looking ahead does not use the address up', async () => {
  const { path } = await makeLink('wall');
  await fetch(server.base + path, { method: 'HEAD' });
  await fetch(server.base + path, { headers: { 'sec-purpose': 'prefetch' }, redirect: 'manual' });
  expect((await openedBy(path)).answer.location).toBe('/?tv=1');
});

test('the session outlives every time-out and a restart, and ends when the link is revoked', async () => {
  const { id, path } = await makeLink('wall');
  const { tv } = await openedBy(path);
  const cookie = tv.cookie();
  clock.advance(500 * 24 * 3_600_000);
  await server.stop();
  await start();
  const again = createVisitor(server.base);
  again.take(cookie);
  expect((await again.get('/api/board')).status).toBe(200);
  expect((await listed(id))?.lastSeenAt).toBe(new Date(clock.now()).toISOString());
  expect((await boss.delete(`/api/links/${id}`)).status).toBe(204);
  expect((await again.get('/api/board')).status).toBe(401);
  expect(await listed(id)).toBeUndefined();
  expect((await boss.delete(`/api/links/${id}`)).body.error.code).toBe('LINK_NOT_FOUND');
});

test('a link that was revoked before anybody opened it opens nothing', async () => {
  const { id, path } = await makeLink('wall');
  await boss.delete(`/api/links/${id}`);
  expect((await openedBy(path)).answer.location).toBe('/?tv=used');
});

test('a television that signs out gives its link back', async () => {
  const { id, path } = await makeLink('wall');
  const { tv } = await openedBy(path);
  const cookie = tv.cookie();
  await tv.delete('/api/session');
  tv.take(cookie);
  expect((await tv.get('/api/session')).status).toBe(401);
  expect(await listed(id)).toBeUndefined();
});

test('the record tells who made, opened and revoked it; neither it nor the log holds the address', async () => {
  const { id, path } = await makeLink('기록');
  await openedBy(path);
  await boss.delete(`/api/links/${id}`);
  const { items } = await server.parts.store
    .collection(auditEntries)
    .list({ index: 'bySubject', equals: [id], limit: 9 });
  expect(items.map(({ kind, account, task }) => [kind, account, task])).toEqual([
    ['create', admin.email, 'links.change'],
    ['sign-in', '기록', 'links.open'],
    ['remove', admin.email, 'links.change'],
  ]);
  const token = path.replace('/tv/', '');
  expect(JSON.stringify(items)).not.toContain(token);
  expect(pathOnly(`${path}?x=1`)).toBe('/tv/[hidden]');
});
