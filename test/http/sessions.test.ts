// Open sessions against the real server: stolen, replayed and planted cookies, lists, and ending them one by one or together.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditEntries } from '../../server/audit/auditEntry.js';
import { accountViewSchema } from '../../server/contract/account.js';
import { sessionPageViewSchema } from '../../server/contract/session.js';
import { manualClock } from '../support/manualClock.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';
import { createVisitor, type Visitor } from '../support/visitor.js';

const clock = manualClock(Date.UTC(2026, 10, 23, 1));
const minutes = 60_000;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clock, env: { TRUST_PROXY: '1', SESSION_IDLE_MINUTES: '30', SESSION_HOURS: '2' } });
});
afterAll(() => server.stop());

async function signedIn(userAgent?: string): Promise<Visitor> {
  const visitor = createVisitor(server.base, userAgent);
  expect((await visitor.signIn(admin.email, admin.password)).status).toBe(200);
  return visitor;
}
const statusOf = async (visitor: Visitor) => (await visitor.get('/api/session')).status;
const account = async (visitor: Visitor) => accountViewSchema.parse((await visitor.get('/api/account')).body);
const auditTail = async () =>
  (await server.parts.store.collection(auditEntries).list({ index: 'bySeq', order: 'descending', limit: 1 })).items[0];

describe('a cookie', () => {
  test('that somebody planted is not the one that signing in opens', async () => {
    const planted = `samsamsam=${'A'.repeat(43)}`;
    const victim = createVisitor(server.base);
    victim.take(planted);
    await victim.signIn(admin.email, admin.password);
    expect(victim.cookie()).not.toBe(planted);
    const attacker = createVisitor(server.base);
    attacker.take(planted);
    expect(await statusOf(attacker)).toBe(401);
  });

  test('changes at every sign-in, and the one before is worth nothing', async () => {
    const visitor = await signedIn();
    const before = visitor.cookie();
    await visitor.signIn(admin.email, admin.password);
    expect(visitor.cookie()).not.toBe(before);
    const thief = createVisitor(server.base);
    thief.take(before);
    expect(await statusOf(thief)).toBe(401);
  });

  test('that is one letter off, or replayed after signing out, opens nothing', async () => {
    const visitor = await signedIn();
    const real = visitor.cookie();
    const thief = createVisitor(server.base);
    thief.take(real.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
    expect(await statusOf(thief)).toBe(401);
    await visitor.delete('/api/session');
    expect(await auditTail()).toMatchObject({ kind: 'sign-out', account: admin.email, task: 'session.end' });
    thief.take(real);
    expect(await statusOf(thief)).toBe(401);
  });

  test('is worth what the settings say: half an hour at an empty desk, two hours at a busy one', async () => {
    const [idle, busy] = [await signedIn(), await signedIn()];
    for (let part = 1; part < 8; part += 1) {
      clock.advance(15 * minutes);
      expect(await statusOf(busy)).toBe(200);
    }
    expect(await statusOf(idle)).toBe(401);
    clock.advance(15 * minutes);
    expect(await statusOf(busy)).toBe(401);
  });
});

describe('one’s own sessions', () => {
  test('are listed newest first, with place and browser, and nothing that opens a door', async () => {
    clock.advance(3 * 60 * minutes);
    const desk = await signedIn();
    clock.advance(minutes);
    const phone = await signedIn('Mozilla/5.0 (Linux; Android 16) Chrome/142.0 Mobile Safari/537.36');
    const { sessions, lastSignInAt } = await account(phone);
    expect(sessions.map(({ browser, isOwn }) => [browser, isOwn])).toEqual([
      ['Chrome, Android', true],
      ['Firefox, Linux', false],
    ]);
    expect(lastSignInAt).toBe(new Date(clock.now()).toISOString());
    expect(sessions[0]?.place).toMatch(/^198\.51\./);
    const tokens = [desk, phone].map((visitor) => visitor.cookie().split('=')[1] ?? '');
    for (const token of tokens) expect(JSON.stringify(sessions)).not.toContain(token);
  });

  test('end one by one, but only one’s own', async () => {
    const boss = await signedIn();
    const body = { email: 'other@hanbit.example', role: 'auditor', departmentIds: null, officialId: null };
    const { madePassword } = (await boss.post('/api/people', body)).body;
    const other = createVisitor(server.base);
    await other.signIn(body.email, madePassword);
    const second = await signedIn();
    const mine = (await account(second)).sessions.find(({ isOwn }) => isOwn)?.id ?? '';
    expect((await other.delete(`/api/account/sessions/${mine}`)).body.error.code).toBe('SESSION_NOT_FOUND');
    expect(await statusOf(second)).toBe(200);
    expect((await boss.delete(`/api/account/sessions/${mine}`)).status).toBe(204);
    expect(await auditTail()).toMatchObject({ kind: 'remove', task: 'session.end', subject: { id: mine } });
    expect(await statusOf(second)).toBe(401);
  });

  test('all others end together, and this one goes on under another cookie and for no longer', async () => {
    const [desk, other] = [await signedIn(), await signedIn()];
    const before = desk.cookie();
    const until = (await desk.get('/api/session')).body.expiresAt;
    clock.advance(minutes);
    expect((await desk.delete('/api/account/sessions')).status).toBe(204);
    expect([await statusOf(desk), await statusOf(other)]).toEqual([200, 401]);
    expect((await desk.get('/api/session')).body.expiresAt).toBe(until);
    other.take(before);
    expect(await statusOf(other)).toBe(401);
  });

  test('a new password ends all others', async () => {
    const [desk, other] = [await signedIn(), await signedIn()];
    const next = 'a better horse battery';
    expect((await desk.put('/api/account/password', { current: admin.password, next })).status).toBe(204);
    expect([await statusOf(desk), await statusOf(other)]).toEqual([200, 401]);
    await desk.put('/api/account/password', { current: next, next: admin.password });
    expect(await statusOf(desk)).toBe(200);
  });
});

describe('everybody’s sessions', () => {
  test('are listed for admins, page by page or of one person, and end at their word', async () => {
    const boss = await signedIn();
    const { id } = (await boss.get(`/api/people?q=${admin.email}`)).body.items[0];
    // Otherwise two are equally new.
    clock.advance(minutes);
    const victim = await signedIn();
    const all = sessionPageViewSchema.parse((await boss.get('/api/sessions?limit=200')).body).items;
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = sessionPageViewSchema.parse((await boss.get(`/api/sessions?limit=2${cursor}`)).body);
      seen.push(...page.items.map((session) => session.id));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(seen).toEqual(all.map((session) => session.id));
    expect(new Set(all.map((session) => session.account))).toEqual(new Set([admin.email, 'other@hanbit.example']));
    const ofOne = sessionPageViewSchema.parse((await boss.get(`/api/sessions?person=${id}&limit=200`)).body).items;
    expect(ofOne).toEqual(all.filter((session) => session.account === admin.email));
    const [newest] = ofOne;
    expect((await boss.delete(`/api/sessions/${newest?.id}`)).status).toBe(204);
    expect(await statusOf(victim)).toBe(401);
    const again = await boss.delete(`/api/sessions/${newest?.id}`);
    expect([again.status, again.body.error.code]).toEqual([404, 'SESSION_NOT_FOUND']);
  });
});
