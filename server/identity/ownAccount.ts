// What people do with their own account: another password, a second factor, and an end to sessions left open elsewhere.
import type { Trail } from '../audit/trail.js';
import type { RecoveryCodesView, TotpOfferView } from '../contract/account.js';
import type { Collection } from '../storage/port.js';
import { type Account, getAccount } from './accounts.js';
import type { Actor } from './actor.js';
import type { Outcome } from './outcome.js';
import type { Passwords } from './password.js';
import { userNote } from './personNote.js';
import type { SecondFactor } from './secondFactor.js';
import type { Session, SessionBook } from './sessions.js';
import type { SignInGuard } from './signInTries.js';
import { getUser, type User } from './users.js';

/** The session that goes on, under a new token. */
export interface Renewed {
  token: string;
  session: Session;
}

export interface OwnAccount {
  read(userId: string): Promise<{ user: User; account: Account } | undefined>;
  /** Ends every other session of the person. */
  changePassword(actor: Actor, current: string, next: string, trail: Trail): Promise<Outcome<Renewed>>;
  endOthers(actor: Actor, trail: Trail): Promise<Outcome<Renewed>>;
  offerTotp(actor: Actor, trail: Trail): Promise<Outcome<TotpOfferView>>;
  confirmTotp(actor: Actor, code: string, trail: Trail): Promise<Outcome<RecoveryCodesView>>;
  removeTotp(actor: Actor, password: string, trail: Trail): Promise<Outcome<undefined>>;
}

export function createOwnAccount(parts: {
  users: Collection<User>;
  accounts: Collection<Account>;
  sessions: SessionBook;
  passwords: Passwords;
  guard: SignInGuard;
  factor: SecondFactor;
}): OwnAccount {
  const { users, accounts, sessions, passwords, guard, factor } = parts;
  const ownerOf = ({ userId, account }: Actor) => ({ id: userId, email: account });

  /** A session left open on somebody else's desk must not serve to guess: the lock counts these tries as well. */
  async function proved(user: User, password: string): Promise<Outcome<undefined>> {
    if ((await guard.lockedUntil(user.email)) !== null) return { ok: false, code: 'SIGN_IN_LOCKED' };
    const right = await passwords.check(password, user.passwordHash);
    if (right === undefined) return { ok: false, code: 'TOO_MANY_REQUESTS' };
    if (right) return { ok: true, value: undefined };
    const counted = await guard.fail(user.email);
    return { ok: false, code: counted === 'was locked' ? 'SIGN_IN_LOCKED' : 'PASSWORD_WRONG' };
  }

  /** Changes the person, moves the epoch on, which ends all sessions at once, and lets this one go on under a new token. */
  async function renew(
    task: string,
    user: User,
    sessionId: string,
    change: Partial<Pick<User, 'passwordHash' | 'mustChangePassword'>>,
    trail: Trail,
  ): Promise<Outcome<Renewed>> {
    const current = await sessions.get(sessionId);
    if (!current) return { ok: false, code: 'SIGN_IN_REQUIRED' };
    const changed = { ...user, ...change, sessionEpoch: user.sessionEpoch + 1 };
    const outcome = await trail.change(userNote('change', task, user, changed), () =>
      users.replace(changed, user.revision),
    );
    if (!outcome.ok) return { ok: false, code: 'CONFLICT' };
    await sessions.endAllOf(user.id);
    const { token, session } = sessions.draft(changed, current.method, current);
    const { createdAt, expiresAt } = current;
    const renewed = { ...session, createdAt, expiresAt };
    const kept = await sessions.keep(renewed);
    if (!kept.ok) throw new Error(`The session was not stored: ${kept.code}.`);
    return { ok: true, value: { token, session: renewed } };
  }

  return {
    async read(userId) {
      const user = await getUser(users, userId);
      return user && { user, account: await getAccount(accounts, userId) };
    },
    async changePassword(actor, current, next, trail) {
      const user = await getUser(users, actor.userId);
      if (!user) return { ok: false, code: 'SIGN_IN_REQUIRED' };
      const proof = await proved(user, current);
      if (!proof.ok) return proof;
      const passwordHash = await passwords.hash(next);
      return renew('account.password', user, actor.sessionId, { passwordHash, mustChangePassword: false }, trail);
    },
    async endOthers(actor, trail) {
      const user = await getUser(users, actor.userId);
      if (!user) return { ok: false, code: 'SIGN_IN_REQUIRED' };
      return renew('account.sessions.end', user, actor.sessionId, {}, trail);
    },
    offerTotp: (actor, trail) => factor.offer(ownerOf(actor), trail),
    confirmTotp: (actor, code, trail) => factor.confirm(ownerOf(actor), code, trail),
    async removeTotp(actor, password, trail) {
      const user = await getUser(users, actor.userId);
      if (!user) return { ok: false, code: 'SIGN_IN_REQUIRED' };
      const proof = await proved(user, password);
      return proof.ok ? factor.remove(user, trail) : proof;
    },
  };
}
