// Users, passwords and sessions on every database: what is stored opens no door.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { auditEntries } from '../../../server/audit/auditEntry.js';
import { systemActor } from '../../../server/audit/systemActor.js';
import { createAuditTrail } from '../../../server/audit/trail.js';
import { need } from '../../../server/http/api/need.js';
import { accounts } from '../../../server/identity/accounts.js';
import { createIdentity, type Identity } from '../../../server/identity/identity.js';
import { tvLinks } from '../../../server/identity/links.js';
import { createPasswords } from '../../../server/identity/password.js';
import { readSessionCookie } from '../../../server/identity/sessionCookie.js';
import { sessions } from '../../../server/identity/sessions.js';
import { signInTries } from '../../../server/identity/signInTries.js';
import { toUser, type User, users } from '../../../server/identity/users.js';
import { manualClock } from '../../support/manualClock.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';

const email = 'admin@hanbit.example';
const password = 'correct horse battery';
const visit = { place: '192.0.2.1', browser: 'Firefox, Linux' };
const hour = 3_600_000;
const collections = [accounts, auditEntries, sessions, signInTries, tvLinks, users];

describe.each(storeLanes())('identity $title', (lane) => {
  let opened: OpenedLane;
  let identity: Identity;
  // Far ahead: MongoDB clears away what has expired by its own clock.
  const clock = manualClock(Date.UTC(2040, 10, 23, 1));
  const audit = () =>
    createAuditTrail({ entries: opened.store.collection(auditEntries), key: 'a key of this test', clock });
  const trail = () => audit().by(systemActor);
  const build = (secret = 'a secret of this test') => {
    const { store } = opened;
    return createIdentity({ store, audit: audit(), clock, secret, limits: { lifeMs: 12 * hour, idleMs: 2 * hour } });
  };
  const signIn = async () => need(await identity.signIn.byPassword({ email, password }, visit));
  beforeEach(async () => {
    opened = await lane.open(collections, clock);
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

  test('a user stored before people could be disabled or made to change a password still signs in, and can be changed', async () => {
    const schema = z.object({
      ...{ id: z.string(), revision: z.number(), email: z.string(), passwordHash: z.string() },
      ...{ role: z.literal('admin'), createdAt: z.number() },
    });
    const earlier = { ...users, schema: schema as unknown as typeof users.schema };
    await opened.reopen(collections.map((one) => (one === users ? earlier : one)));
    const passwordHash = await createPasswords().hash(password);
    const old = { id: 'old', revision: 0, email, passwordHash, role: 'admin', createdAt: 0 };
    expect((await opened.store.collection(users).insert(old as User)).ok).toBe(true);
    await opened.reopen(collections);
    identity = build();
    const { user, session } = await signIn();
    expect(identity.actorFor(user, session)).toMatchObject({
      role: 'admin',
      departmentIds: null,
      mustChangePassword: false,
    });
    expect(await identity.people.makePassword(user, trail())).toMatchObject({ ok: true });
  });

  test('two processes that count wrong passwords at once lose none', async () => {
    await identity.ensureAdmin(email, password);
    const [one, other] = [build(), build()];
    const wrong = { email, password: 'wrong' };
    const tries = Array.from({ length: 9 }, (_, index) => (index % 2 ? one : other).signIn.byPassword(wrong, visit));
    expect((await Promise.all(tries)).every((answer) => !answer.ok && answer.code === 'SIGN_IN_FAILED')).toBe(true);
    await identity.signIn.byPassword(wrong, visit);
    expect(await identity.signIn.byPassword({ email, password }, visit)).toEqual({ ok: false, code: 'SIGN_IN_LOCKED' });
    const tried = await opened.store.collection(signInTries).list({ index: 'byExpiry', limit: 10 });
    expect(JSON.stringify(tried.items)).not.toContain(email);
    clock.advance(hour / 4);
    // What has expired gives way to a new count.
    expect(await identity.signIn.byPassword(wrong, visit)).toEqual({ ok: false, code: 'SIGN_IN_FAILED' });
    expect((await identity.signIn.byPassword({ email, password }, visit)).ok).toBe(true);
  });

  test('two processes that each let one of two admins go at the same moment leave one', async () => {
    const place = { role: 'admin', departmentIds: null, officialId: null } as const;
    const made = { passwordHash: 'x', mustChangePassword: false };
    const both = ['one', 'other'].map((name) => toUser({ email: `${name}@hanbit.example`, ...made, ...place }, 0));
    const people = opened.store.collection(users);
    for (const one of both) await people.insert(one);
    for (let round = 0; round < 5; round += 1) {
      const current = (await people.list({ index: 'byEmail', limit: 2 })).items;
      const changes = current.map((user) => {
        const change = { ...place, revision: user.revision, disabled: true };
        return build().people.change(user, change, trail());
      });
      await Promise.all(changes);
      const left = (await people.list({ index: 'byEmail', where: ({ disabled }) => !disabled, limit: 2 })).items;
      expect(left.length).toBeGreaterThan(0);
      for (const user of current) {
        const now = await people.get(user.id);
        if (now?.disabled) await people.replace({ ...now, disabled: false }, now.revision);
      }
    }
  });

  test('a session that nobody cleared away is over with the change that ended it', async () => {
    await identity.ensureAdmin(email, password);
    const { token, user, session } = await signIn();
    await identity.people.makePassword(user, trail());
    // As a process leaves it that dies between the change and the clearing away.
    await opened.store.collection(sessions).insert(session);
    expect(await identity.actorOf(token)).toBeUndefined();
    expect(await identity.ownerOf(session)).toBeUndefined();
  });

  test('a change that storage refused is recorded as not carried out', async () => {
    await identity.ensureAdmin(email, password);
    const { user } = await signIn();
    expect(await identity.people.makePassword(user, trail())).toMatchObject({ ok: true });
    expect(await identity.people.makePassword(user, trail())).toEqual({ ok: false, code: 'CONFLICT' });
    const entries = opened.store.collection(auditEntries);
    const { items } = await entries.list({ index: 'bySeq', order: 'descending', limit: 2 });
    expect(items.map(({ kind, task }) => [kind, task])).toEqual([
      ['not-carried-out', 'people.password'],
      ['change', 'people.password'],
    ]);
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
