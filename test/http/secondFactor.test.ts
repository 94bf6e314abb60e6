// The second factor against the real server: set up, asked for, never taken twice, and the ways back.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { recoveryCodesViewSchema, totpOfferViewSchema } from '../../server/contract/account.js';
import { accounts } from '../../server/identity/accounts.js';
import { findUser, users } from '../../server/identity/users.js';
import { manualClock } from '../support/manualClock.js';
import { admin, startTestServer, type TestServer } from '../support/testServer.js';
import { createVisitor, type Visitor } from '../support/visitor.js';

const clock = manualClock(Date.UTC(2026, 10, 23, 1));
const step = 30_000;
let server: TestServer;
let boss: Visitor;
beforeAll(async () => {
  server = await startTestServer({ clock, env: { TRUST_PROXY: '1' } });
  boss = createVisitor(server.base);
  await boss.signIn(admin.email, admin.password);
});
afterAll(() => server.stop());

const visitor = () => createVisitor(server.base);
const codeOf = (secret: string, offset = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now() + offset * step });

interface Guarded {
  id: string;
  email: string;
  password: string;
  secret: string;
  recoveryCodes: string[];
  browser: Visitor;
}

let added = 0;
async function guardedPerson(): Promise<Guarded> {
  added += 1;
  const body = { email: `person-${added}@hanbit.example`, role: 'auditor', departmentIds: null, officialId: null };
  const { person, madePassword } = (await boss.post('/api/people', body)).body;
  const browser = visitor();
  await browser.signIn(person.email, madePassword);
  const { secret } = totpOfferViewSchema.parse((await browser.post('/api/account/totp')).body);
  const confirmed = await browser.put('/api/account/totp', { code: codeOf(secret) });
  const { recoveryCodes } = recoveryCodesViewSchema.parse(confirmed.body);
  // The code that confirmed is spent.
  clock.advance(step);
  return { id: person.id, email: person.email, password: madePassword, secret, recoveryCodes, browser };
}

describe('setting it up', () => {
  test('the offer counts only once a code of it has come back', async () => {
    const browser = visitor();
    await browser.signIn(admin.email, admin.password);
    const first = totpOfferViewSchema.parse((await browser.post('/api/account/totp')).body);
    const second = totpOfferViewSchema.parse((await browser.post('/api/account/totp')).body);
    expect(second.uri).toContain(`secret=${second.secret}`);
    for (const code of ['000000', codeOf(first.secret)]) {
      const answer = await browser.put('/api/account/totp', { code });
      expect([answer.status, answer.body.error.code]).toEqual([403, 'CODE_WRONG']);
    }
    expect((await browser.get('/api/account')).body.hasTotp).toBe(false);
    expect((await visitor().signIn(admin.email, admin.password)).status).toBe(200);
  });

  test('a session left open cannot put another in its place', async () => {
    const { browser } = await guardedPerson();
    const answer = await browser.post('/api/account/totp');
    expect([answer.status, answer.body.error.code]).toEqual([409, 'CONFLICT']);
  });

  test('neither the secret nor a recovery code is stored as it is', async () => {
    const { email, secret, recoveryCodes } = await guardedPerson();
    const { store } = server.parts;
    const user = await findUser(store.collection(users), email);
    const stored = JSON.stringify(await store.collection(accounts).get(user?.id ?? ''));
    expect(stored).toContain('lastStep');
    for (const text of [secret, ...recoveryCodes]) expect(stored).not.toContain(text);
  });
});

describe('signing in with it', () => {
  test('the password alone is not enough, and the code alone neither', async () => {
    const { email, password, secret } = await guardedPerson();
    const alone = await visitor().signIn(email, password);
    expect([alone.status, alone.body.error.code]).toEqual([401, 'CODE_REQUIRED']);
    expect((await visitor().signIn(email, 'wrong', codeOf(secret))).body.error.code).toBe('SIGN_IN_FAILED');
    expect((await visitor().signIn(email, password, codeOf(secret))).status).toBe(200);
  });

  test('a code is never accepted twice, nor one before it, also by two browsers at once', async () => {
    const { email, password, secret } = await guardedPerson();
    clock.advance(step);
    const both = [visitor(), visitor()].map((one) => one.signIn(email, password, codeOf(secret)));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 403]);
    expect((await visitor().signIn(email, password, codeOf(secret, -1))).body.error.code).toBe('CODE_WRONG');
    expect((await visitor().signIn(email, password, codeOf(secret, 1))).status).toBe(200);
    expect((await visitor().signIn(email, password, codeOf(secret))).body.error.code).toBe('CODE_WRONG');
  });

  test.each([
    [-2, 403],
    [-1, 200],
    [1, 200],
    [2, 403],
  ])('a telephone that is %i steps off gets %i', async (offset, status) => {
    const { email, password, secret } = await guardedPerson();
    clock.advance(2 * step);
    expect((await visitor().signIn(email, password, codeOf(secret, offset))).status).toBe(status);
  });

  test('guessing codes locks the account like guessing passwords', async () => {
    const { email, password, secret } = await guardedPerson();
    const wrong = codeOf(secret) === '123456' ? '654321' : '123456';
    for (let time = 0; time < 10; time += 1) {
      expect((await visitor().signIn(email, password, wrong)).body.error.code).toBe('CODE_WRONG');
    }
    expect((await visitor().signIn(email, password, codeOf(secret))).body.error.code).toBe('SIGN_IN_LOCKED');
  });
});

describe('ways back', () => {
  test('a recovery code works once, in place of a code, however it is typed', async () => {
    const { email, password, recoveryCodes, browser } = await guardedPerson();
    const [code = ''] = recoveryCodes;
    const typed = ` ${code.toUpperCase().replaceAll('-', ' ')} `;
    expect((await visitor().signIn(email, password, typed)).status).toBe(200);
    expect((await visitor().signIn(email, password, code)).body.error.code).toBe('CODE_WRONG');
    expect((await browser.get('/api/account')).body.recoveryCodesLeft).toBe(recoveryCodes.length - 1);
  });

  test('a recovery code also opens a locked account, together with the password only', async () => {
    const { email, password, recoveryCodes } = await guardedPerson();
    for (let time = 0; time < 10; time += 1) await visitor().signIn(email, 'wrong');
    const [code = ''] = recoveryCodes;
    expect((await visitor().signIn(email, 'wrong', code)).body.error.code).toBe('SIGN_IN_LOCKED');
    expect((await visitor().signIn(email, password, 'abcd-abcd-abcd-abcd')).body.error.code).toBe('SIGN_IN_LOCKED');
    expect((await visitor().signIn(email, password, code)).status).toBe(200);
    expect((await visitor().signIn(email, password)).body.error.code).toBe('CODE_REQUIRED');
  });

  test('one’s own password takes it away, and so does an admin', async () => {
    const mine = await guardedPerson();
    const refused = await mine.browser.post('/api/account/totp/remove', { password: 'wrong' });
    expect(refused.body.error.code).toBe('PASSWORD_WRONG');
    expect((await mine.browser.post('/api/account/totp/remove', { password: mine.password })).status).toBe(204);
    expect((await visitor().signIn(mine.email, mine.password)).status).toBe(200);
    const other = await guardedPerson();
    expect((await boss.get(`/api/people?q=${other.email}`)).body.items[0].hasTotp).toBe(true);
    expect((await boss.post(`/api/people/${other.id}/totp/remove`)).status).toBe(204);
    expect((await visitor().signIn(other.email, other.password)).status).toBe(200);
    expect((await other.browser.get('/api/account')).body).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 });
  });
});
