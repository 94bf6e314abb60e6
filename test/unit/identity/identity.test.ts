// Users, passwords and sessions on every database: what is stored opens no door.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { auditEntries } from '../../../server/audit/auditEntry.js';
import { createAuditTrail } from '../../../server/audit/trail.js';
import { need } from '../../../server/http/api/need.js';
import { accounts } from '../../../server/identity/accounts.js';
import { createIdentity, type Identity } from '../../../server/identity/identity.js';
import { tvLinks } from '../../../server/identity/links.js';
import { createPasswords } from '../../../server/identity/password.js';
import { readSessionCookie } from '../../../server/identity/sessionCookie.js';
import { sessions } from '../../../server/identity/sessions.js';
import { signInTries } from '../../../server/identity/signInTries.js';
import { users } from '../../../server/identity/users.js';
import { manualClock } from '../../support/manualClock.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';

const email = 'admin@hanbit.example';
const password = 'correct horse battery';
const visit = { place: '192.0.2.1', browser: 'Firefox, Linux' };
const hour = 3_600_000;

describe.each(storeLanes())('identity $title', (lane) => {
  let opened: OpenedLane;
  let identity: Identity;
  // Far ahead: MongoDB clears away what has expired by its own clock.
  const clock = manualClock(Date.UTC(2040, 10, 23, 1));
  const build = (secret = 'a secret of this test') => {
    const { store } = opened;
    const audit = createAuditTrail({ entries: store.collection(auditEntries), key: 'a key of this test', clock });
    return createIdentity({ store, audit, clock, secret, limits: { lifeMs: 12 * hour, idleMs: 2 * hour } });
  };
  const signIn = async () => need(await identity.signIn.byPassword({ email, password }, visit));
  beforeEach(async () => {
    opened = await lane.open([accounts, auditEntries, sessions, signInTries, tvLinks, users], clock);
    identity = build();
  });
  afterEach(() => opened.dispose());

  test('the first admin is made once, also by two starts at once', async () => {
    const made = await Promise.all([identity.ensureAdmin(email, password), build().ensureAdmin(email, password)]);
    expect(made.filter((one) => one !== undefined)).toEqual([{ email }]);
    expect(await identity.ensureAdmin('other@hanbit.example', password)).toBeUndefined();
  });

  test('neither password nor token is stored', async () => {
    await identity.ensureAdmin(email, password);
    const { token } = await signIn();
    const stored = JSON.stringify([
      (await opened.store.collection(users).list({ index: 'byEmail', limit: 10 })).items,
      (await opened.store.collection(sessions).list({ index: 'byExpiry', limit: 10 })).items,
    ]);
    expect(stored).toContain('$argon2id$');
    expect(stored).not.toContain(password);
    expect(stored).not.toContain(token);
  });

  test('a token is worth nothing under another secret, and after sign-out', async () => {
    await identity.ensureAdmin(email, password);
    const { token } = await signIn();
    expect(await identity.actorOf(token)).toMatchObject({ account: email, role: 'admin' });
    expect(await build('another secret').actorOf(token)).toBeUndefined();
    await identity.signOut(token, visit.place);
    expect(await identity.actorOf(token)).toBeUndefined();
  });

  test('use is noted at most once a minute', async () => {
    await identity.ensureAdmin(email, password);
    const { token } = await signIn();
    const revision = async () =>
      (await opened.store.collection(sessions).list({ index: 'byExpiry', limit: 1 })).items[0]?.revision;
    await identity.actorOf(token);
    expect(await revision()).toBe(1);
    clock.advance(60_000);
    await Promise.all([identity.actorOf(token), identity.actorOf(token)]);
    await identity.actorOf(token);
    expect(await revision()).toBe(2);
  });
});

describe('passwords', () => {
  test('a flood of checks is turned away instead of queued without end', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash(password);
    const answers = await Promise.all(Array.from({ length: 40 }, () => passwords.check(password, stored)));
    expect(answers.filter((answer) => answer === true)).toHaveLength(22);
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(18);
    expect(await passwords.check(password, stored)).toBe(true);
  });

  test('an unknown user costs the same work as a wrong password', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash(password);
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    const time = async (into: number[], against: string | undefined) => {
      const from = performance.now();
      expect(await passwords.check('wrong', against)).toBe(false);
      into.push(performance.now() - from);
    };
    // In turn, so that a busy machine slows both alike.
    for (let round = 0; round < 9; round += 1) {
      await time(times.known, stored);
      await time(times.unknown, undefined);
    }
    const [known = 0, unknown = 0] = [times.known, times.unknown].map((all) => all.sort((x, y) => x - y)[4]);
    // Without the dummy hash the second would take microseconds.
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });
});

describe('the session cookie', () => {
  const token = 'A_-z'.repeat(10).concat('abc');
  test.each([
    [`samsamsam=${token}`, token],
    [`theme=dark; samsamsam=${token}; a=b`, token],
    [`samsamsam=${token}x`, undefined],
    ['samsamsam=', undefined],
    [`xsamsamsam=${token}`, undefined],
    [';;=;', undefined],
    [undefined, undefined],
  ])('in %p is read as %p', (header, expected) => {
    expect(readSessionCookie(header)).toBe(expected);
  });
});
