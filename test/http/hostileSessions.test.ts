// Cookies that are no longer, or never were, anybody's: no route and no socket takes them for somebody.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { sessions } from '../../server/identity/sessions.js';
import { apiExamples, keyOf } from '../support/apiExamples.js';
import { openBoard } from '../support/boardClient.js';
import { manualClock } from '../support/manualClock.js';
import { rawRequest } from '../support/rawRequest.js';
import { type Staffed, startStaffedServer } from '../support/staffedServer.js';
import { storeChecksums } from '../support/storeChecksums.js';
import { startTestServer } from '../support/testServer.js';

const clock = manualClock(Date.UTC(2026, 10, 23, 1));
let staffed: Staffed;
beforeAll(async () => {
  staffed = await startStaffedServer({ clock });
}, 60_000);
afterAll(() => staffed.server.stop());

/** What each door says to a cookie, by what it says. */
async function doors(cookie: string): Promise<Record<string, string[]>> {
  const { server, things } = staffed;
  const answers: Record<string, string[]> = {};
  const note = (answer: string, door: string) => {
    answers[answer] = [...(answers[answer] ?? []), door];
  };
  for (const route of server.parts.routes.filter(({ access }) => access !== 'open')) {
    const [example] = apiExamples(things)[keyOf(route)] ?? [];
    const path = route.path.replace(/:(\w+)/g, (_whole, name: string) => example?.params?.[name] ?? '');
    const asked = request(server.base)[route.method](`/api${path}`).set('Cookie', cookie);
    const { status, body } = await asked.send(example?.body);
    note(body?.error?.code ?? String(status), keyOf(route));
  }
  const board = openBoard(server.base, { cookie, silent: true });
  const { endings } = await board.until((state) => state.endings.length > 0);
  note(endings[0] ?? '', 'the socket');
  board.close();
  return answers;
}

async function expectNobody(cookie: string): Promise<void> {
  const before = await storeChecksums(staffed.server.parts.store);
  const answers = await doors(cookie);
  expect(Object.keys(answers)).toEqual(['SIGN_IN_REQUIRED']);
  expect(await storeChecksums(staffed.server.parts.store)).toEqual(before);
}

describe('a cookie', () => {
  test('that was signed out opens nothing when it is replayed', async () => {
    const cookie = await staffed.signIn('admin');
    await request(staffed.server.base).delete('/api/session').set('Cookie', cookie).expect(204);
    await expectNobody(cookie);
  });

  test('that was stolen opens nothing once its owner ends all other sessions', async () => {
    const stolen = await staffed.signIn('auditor');
    const own = await staffed.signIn('auditor');
    await request(staffed.server.base).delete('/api/account/sessions').set('Cookie', own).expect(204);
    await expectNobody(stolen);
  });

  test('of a television opens nothing once its link is revoked, nor does the address again', async () => {
    const admin = await staffed.signIn('admin');
    const made = await request(staffed.server.base)
      .post('/api/links')
      .set('Cookie', admin)
      .send({ name: '1층 현황판', departmentIds: ['tax'] });
    const { pathname } = new URL(made.body.url);
    const open = () => request(staffed.server.base).get(pathname);
    const cookie = String((await open()).headers['set-cookie']).split(';')[0] ?? '';
    expect((await open()).headers['set-cookie']).toBeUndefined();
    await request(staffed.server.base).delete(`/api/links/${made.body.link.id}`).set('Cookie', admin).expect(204);
    await expectNobody(cookie);
    expect((await open()).headers['set-cookie']).toBeUndefined();
  });

  test('made from what the database holds opens nothing', async () => {
    await staffed.signIn('admin');
    const { items } = await staffed.server.parts.store.collection(sessions).list({ index: 'byCreation', limit: 100 });
    expect(items.length).toBeGreaterThan(0);
    for (const { id, userId } of items.slice(0, 3)) {
      await expectNobody(`samsamsam=${id}`);
      await expectNobody(`samsamsam=${userId}`);
    }
  });

  test('of another city’s server opens nothing here', async () => {
    const other = await startTestServer();
    const cookie = await other.signIn();
    await other.stop();
    await expectNobody(cookie);
  });

  test.each([
    ['changed by one letter', (cookie: string) => cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['cut short', (cookie: string) => cookie.slice(0, -1)],
    ['with something behind it', (cookie: string) => `${cookie}A`],
    ['in quotes', (cookie: string) => cookie.replace('=', '="').concat('"')],
    ['of another name', (cookie: string) => `x${cookie}`],
    ['under a name in other letters', (cookie: string) => cookie.toUpperCase()],
    ['encoded', (cookie: string) => cookie.replace('samsamsam', 'samsamsa%6d')],
    ['behind an operator', (cookie: string) => cookie.replace('samsamsam=', 'samsamsam[$ne]=')],
  ])('%s opens nothing', async (_what, change) => {
    await expectNobody(change(await staffed.signIn('admin')));
  });

  test('in the address, a header or a body instead opens nothing', async () => {
    const [name, token = ''] = (await staffed.signIn('admin')).split('=');
    const asked = request(staffed.server.base).get(`/api/board?${name}=${token}`);
    const { body } = await asked.set({
      Authorization: `Bearer ${token}`,
      'X-Session': token,
      Cookie2: `${name}=${token}`,
    });
    expect(body.error.code).toBe('SIGN_IN_REQUIRED');
  });

  test('that has expired opens nothing, at the very moment', async () => {
    const cookie = await staffed.signIn('admin');
    const { body } = await request(staffed.server.base).get('/api/session').set('Cookie', cookie);
    const end = Date.parse(body.expiresAt);
    // Used often enough that only its age can end it.
    while (clock.now() < end - 60_000) {
      clock.advance(Math.min(1_800_000, end - 60_000 - clock.now()));
      await request(staffed.server.base).get('/api/session').set('Cookie', cookie).expect(200);
    }
    clock.advance(end - clock.now());
    await expectNobody(cookie);
  }, 30_000);
});

describe('a socket', () => {
  const upgrade = (cookie: string, origin: string) =>
    [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: 127.0.0.1:${staffed.server.port}`,
      ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
      ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', `Cookie: ${cookie}`, `Origin: ${origin}`],
    ].join('\r\n');

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'file://', 'https://127.0.0.1.evil.example'])(
    'that a page of %s opens with somebody’s cookie is refused, by either way in',
    async (origin) => {
      const cookie = await staffed.signIn('admin');
      const refused = await rawRequest(staffed.server.port, `${upgrade(cookie, origin)}\r\n\r\n`);
      expect([refused.status, refused.code]).toEqual([403, 'ORIGIN_REFUSED']);
      const polled = await request(staffed.server.base)
        .get('/socket.io/?EIO=4&transport=polling')
        .set({ Cookie: cookie, Origin: origin });
      expect([polled.status, polled.body.error?.code]).toEqual([403, 'ORIGIN_REFUSED']);
    },
  );

  test('that sends what is no watch hears so, and nothing of it', async () => {
    const cookie = await staffed.signIn('admin');
    const { base } = staffed.server;
    const url = `${base}/socket.io/?EIO=4&transport=polling`;
    const { sid } = JSON.parse((await (await fetch(url, { headers: { cookie } })).text()).slice(1)) as { sid: string };
    const post = (body: string) => fetch(`${url}&sid=${sid}`, { method: 'POST', headers: { cookie }, body });
    const poll = async () => (await fetch(`${url}&sid=${sid}`, { headers: { cookie } })).text();
    await post('40/wallboard,');
    expect(await poll()).toContain('40/wallboard,');
    const hostile = [
      { department: { $gt: 'zqxj7' } },
      { department: ['zqxj7'] },
      { department: 'zqxj7'.repeat(50) },
      { $where: 'zqxj7' },
      [{ department: 'zqxj7' }],
      'zqxj7',
      7,
    ];
    for (const message of hostile) {
      await post(`42/wallboard,${JSON.stringify(['watch', message])}`);
      const heard = await poll();
      expect(heard).toContain('"BAD_REQUEST"');
      expect(heard).not.toContain('zqxj7');
    }
  });
});
