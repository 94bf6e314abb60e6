// Sign-in against the real server: cookies, neutral refusals, and nothing without a session.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { abilities } from '../../server/contract/roles.js';
import { sessionViewSchema } from '../../server/contract/session.js';
import { manualClock } from '../support/manualClock.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';

const start = Date.UTC(2026, 10, 23, 1);
const clock = manualClock(start);
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clock, env: { TRUST_PROXY: '1' } });
});
afterAll(() => server.stop());

const signIn = (body: object = admin) => request(server.base).post('/api/session').send(body);
const cookieOf = (response: request.Response) => String(response.headers['set-cookie']).split(';')[0] ?? '';

describe('sign-in', () => {
  test('the right password opens a session for half a day', async () => {
    const response = await signIn();
    expect(response.status).toBe(200);
    expect(sessionViewSchema.parse(response.body)).toEqual({
      email: admin.email,
      role: 'admin',
      departmentIds: null,
      abilities: [...abilities],
      mustChangePassword: false,
      expiresAt: new Date(clock.now() + 12 * 3_600_000).toISOString(),
    });
    const cookie = String(response.headers['set-cookie']);
    expect(cookie).toMatch(/^samsamsam=[\w-]{43}; /);
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part);
    expect(cookie).not.toContain('Secure');
    expect(response.headers['cache-control']).toBe('no-store');
  });

  test('the cookie is secure when the request came by https', async () => {
    const response = await signIn().set('X-Forwarded-Proto', 'https');
    expect(String(response.headers['set-cookie'])).toContain('Secure');
  });

  test('the e-mail address is read without regard to case', async () => {
    expect((await signIn({ ...admin, email: admin.email.toUpperCase() })).status).toBe(200);
  });

  test('an unknown e-mail address and a wrong password get the same answer', async () => {
    const wrong = await signIn({ ...admin, password: 'wrong' });
    const unknown = await signIn({ ...admin, email: 'nobody@hanbit.example' });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual({ error: { code: 'SIGN_IN_FAILED', message: expect.any(String) } });
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
    expect(unknown.headers['set-cookie']).toBeUndefined();
  });

  test('the open session is shown, and signing out ends it', async () => {
    const cookie = cookieOf(await signIn());
    const current = await request(server.base).get('/api/session').set('Cookie', cookie);
    expect(sessionViewSchema.parse(current.body).email).toBe(admin.email);
    const out = await request(server.base).delete('/api/session').set('Cookie', cookie);
    expect(out.status).toBe(204);
    expect(String(out.headers['set-cookie'])).toMatch(/^samsamsam=; /);
    expect((await request(server.base).get('/api/session').set('Cookie', cookie)).status).toBe(401);
  });

  test('signing in again ends the session before', async () => {
    const first = cookieOf(await signIn());
    await signIn().set('Cookie', first);
    expect((await request(server.base).get('/api/session').set('Cookie', first)).status).toBe(401);
  });

  test('a session ends after two idle hours, and after twelve hours however busy', async () => {
    const idle = cookieOf(await signIn());
    const busy = cookieOf(await signIn());
    const status = async (cookie: string) =>
      (await request(server.base).get('/api/session').set('Cookie', cookie)).status;
    clock.advance(3_600_000);
    expect(await status(busy)).toBe(200);
    clock.advance(3_600_000 - 1);
    expect(await status(busy)).toBe(200);
    clock.advance(1);
    expect(await status(idle)).toBe(401);
    for (let hour = 3; hour < 12; hour += 1) {
      clock.advance(3_600_000);
      expect(await status(busy)).toBe(200);
    }
    clock.advance(3_600_000);
    expect(await status(busy)).toBe(401);
  });

  test.each([
    ['no password', { email: admin.email }],
    ['an e-mail address that is none', { email: 'admin', password: 'x' }],
    ['a password beyond reason', { email: admin.email, password: 'x'.repeat(201) }],
    ['a body that is no object', ['not an object']],
  ])('%s is refused as a bad request', async (_what, body) => {
    const response = await signIn(body);
    expect(response.status).toBe(400);
    expect(response.body.error.code).toBe('BAD_REQUEST');
  });

  test('a form from another page is refused by its type', async () => {
    const response = await request(server.base).post('/api/session').type('form').send(admin);
    expect(response.status).toBe(415);
    expect(response.body.error.code).toBe('TYPE_UNSUPPORTED');
  });
});

describe('without a session', () => {
  test.each(['/api/session', '/api/calls', `/api/calls/CA${'0'.repeat(32)}`, '/api/metrics/live', '/api/board'])(
    '%s asks for sign-in',
    async (path) => {
      for (const cookie of ['', `samsamsam=${'A'.repeat(43)}`, 'samsamsam=%', 'samsamsam']) {
        const response = await request(server.base).get(path).set('Cookie', cookie);
        expect(response.status).toBe(401);
        expect(response.body.error.code).toBe('SIGN_IN_REQUIRED');
      }
    },
  );
});

describe('guessing passwords', () => {
  test('a town hall that signs in all at once behind one address is not taken for a guesser', async () => {
    const from = () => signIn().set('X-Forwarded-For', '203.0.113.9');
    const statuses = (await Promise.all(Array.from({ length: 50 }, from))).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect((await from()).status).toBe(200);
  });

  test('an address that fails twenty times has to wait, and others do not', async () => {
    // Another account each time: one alone would be locked before.
    let tried = 0;
    const guess = (address: string) =>
      signIn({ email: `guess-${tried++}@hanbit.example`, password: 'wrong' })
        .set('X-Forwarded-For', address)
        .then(({ status }) => status);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 21; attempt += 1) statuses.push(await guess('203.0.113.7'));
    expect(statuses.slice(0, 20).every((status) => status === 401)).toBe(true);
    expect(statuses[20]).toBe(429);
    expect(await guess('203.0.113.8')).toBe(401);
    const blocked = await signIn().set('X-Forwarded-For', '203.0.113.7');
    expect(blocked.body.error.code).toBe('TOO_MANY_REQUESTS');
  });
});
