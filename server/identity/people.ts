// The people who may sign in, as admins keep them: added, given a role, disabled, unlocked, given a new password.
import { randomBytes } from 'node:crypto';
import type { Trail } from '../audit/trail.js';
import type { Clock } from '../base/clock.js';
import type { NewPerson, PersonChange, PersonRole } from '../contract/person.js';
import type { Collection, Page, WriteOutcome } from '../storage/port.js';
import type { Account } from './accounts.js';
import type { Outcome } from './outcome.js';
import type { Passwords } from './password.js';
import { personNote, userNote } from './personNote.js';
import type { SecondFactor } from './secondFactor.js';
import type { SessionBook } from './sessions.js';
import type { SignInGuard } from './signInTries.js';
import { findUser, getUser, readUser, toUser, type User } from './users.js';

/** A person with what is kept elsewhere. */
export interface Person {
  user: User;
  hasTotp: boolean;
  lastSignInAt: number | null;
  lockedUntil: number | null;
}

export interface PersonQuery {
  role?: PersonRole | undefined;
  /** Part of an e-mail address. */
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface People {
  list(query: PersonQuery): Promise<Page<Person>>;
  find(id: string): Promise<User | undefined>;
  add(person: NewPerson, trail: Trail): Promise<Outcome<{ person: Person; madePassword: string }>>;
  /** Another role, other departments or being disabled ends the person's sessions at once. */
  change(user: User, change: PersonChange, trail: Trail): Promise<Outcome<Person>>;
  makePassword(user: User, trail: Trail): Promise<Outcome<string>>;
  unlock(user: User, trail: Trail): Promise<void>;
  removeTotp(user: User, trail: Trail): Promise<Outcome<undefined>>;
}

export interface PeopleParts {
  users: Collection<User>;
  accounts: Collection<Account>;
  sessions: SessionBook;
  passwords: Passwords;
  guard: SignInGuard;
  factor: SecondFactor;
  clock: Clock;
}

/** 96 bits, typed once: it has to be changed at first use. */
export const makePassword = () => randomBytes(12).toString('base64url');

const isActiveAdmin = ({ role, disabled }: User) => role === 'admin' && !disabled;

function isSameReach(one: User, other: User): boolean {
  const key = ({ role, departmentIds, disabled }: User) => JSON.stringify([role, departmentIds, disabled]);
  return key(one) === key(other);
}

export function createPeople({ users, accounts, sessions, passwords, guard, factor, clock }: PeopleParts): People {
  /** Changes wait for each other: two admins who demote one another at the same moment must not both succeed. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  async function gather(found: readonly User[]): Promise<Person[]> {
    const locks = await guard.lockedUntilOf(found.map(({ email }) => email));
    const kept = new Map((await accounts.getMany(found.map(({ id }) => id))).map((account) => [account.id, account]));
    return found.map((user, position) => {
      const account = kept.get(user.id);
      const use = { hasTotp: account?.totp != null, lastSignInAt: account?.lastSignInAt ?? null };
      return { user, ...use, lockedUntil: locks[position] ?? null };
    });
  }

  async function gatherOne(user: User): Promise<Person> {
    const [person] = await gather([user]);
    if (!person) throw new Error('A person got lost.');
    return person;
  }

  /** Up to two. */
  async function countAdmins(): Promise<number> {
    const where = (stored: User) => isActiveAdmin(readUser(stored));
    return (await users.count({ index: 'byEmail', where }, 2)).count;
  }

  async function replace(task: string, before: User, after: User, trail: Trail): Promise<WriteOutcome> {
    const ends = after.sessionEpoch !== before.sessionEpoch;
    const outcome = await trail.change(userNote('change', task, before, after), () =>
      users.replace(after, before.revision),
    );
    // Over since the write, which moved the epoch on; this only clears away.
    if (outcome.ok && ends) await sessions.endAllOf(before.id);
    return outcome;
  }

  return {
    async list({ role, q, cursor, limit }) {
      const part = q?.toLowerCase();
      const where = (user: User) => (!role || user.role === role) && (!part || user.email.includes(part));
      const page = await users.list({
        index: 'byEmail',
        where,
        limit,
        ...(cursor === undefined ? {} : { after: cursor }),
      });
      return { ...page, items: await gather(page.items.map(readUser)) };
    },
    find: (id) => getUser(users, id),
    async add(person, trail) {
      if (await findUser(users, person.email)) return { ok: false, code: 'EMAIL_TAKEN' };
      const madePassword = makePassword();
      const made = { mustChangePassword: true, passwordHash: await passwords.hash(madePassword) };
      const user = toUser({ ...person, ...made }, clock.now());
      const outcome = await trail.change(userNote('create', 'people.change', null, user), () => users.insert(user));
      if (!outcome.ok) return { ok: false, code: outcome.code === 'duplicate' ? 'EMAIL_TAKEN' : 'CONFLICT' };
      return { ok: true, value: { person: await gatherOne({ ...user, revision: outcome.revision }), madePassword } };
    },
    change: (user, { revision, ...wanted }, trail) =>
      inTurn(async () => {
        if (user.revision !== revision) return { ok: false, code: 'CONFLICT' };
        const changed = { ...user, ...wanted };
        const isLeaving = isActiveAdmin(user) && !isActiveAdmin(changed);
        if (isLeaving && (await countAdmins()) < 2) return { ok: false, code: 'LAST_ADMIN' };
        const sessionEpoch = user.sessionEpoch + (isSameReach(user, changed) ? 0 : 1);
        const outcome = await replace('people.change', user, { ...changed, sessionEpoch }, trail);
        if (!outcome.ok) return { ok: false, code: 'CONFLICT' };
        const stored = { ...changed, sessionEpoch, revision: outcome.revision };
        // Another process may have let the other one go in the same moment: whichever looks last sees it and takes it back.
        if (isLeaving && (await countAdmins()) === 0) {
          await replace('people.change', stored, { ...user, sessionEpoch }, trail);
          return { ok: false, code: 'LAST_ADMIN' };
        }
        return { ok: true, value: await gatherOne(stored) };
      }),
    async makePassword(user, trail) {
      const made = makePassword();
      const sessionEpoch = user.sessionEpoch + 1;
      const changed = { ...user, passwordHash: await passwords.hash(made), mustChangePassword: true, sessionEpoch };
      const outcome = await replace('people.password', user, changed, trail);
      if (!outcome.ok) return { ok: false, code: 'CONFLICT' };
      await guard.forget(user.email);
      return { ok: true, value: made };
    },
    async unlock(user, trail) {
      await trail.record(personNote('change', user, 'people.unlock', { before: null, after: null, target: null }));
      await guard.forget(user.email);
    },
    removeTotp: (user, trail) => factor.remove(user, trail),
  };
}
