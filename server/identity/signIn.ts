// Coming in with a password, a second factor, or the city's own sign-in; every try that can be told apart is recorded.
import type { AuditTrail } from '../audit/trail.js';
import type { Clock } from '../base/clock.js';
import type { SignIn } from '../contract/session.js';
import type { Collection } from '../storage/port.js';
import { type Account, noteSignIn } from './accounts.js';
import type { Outcome } from './outcome.js';
import type { Passwords } from './password.js';
import type { FactorAnswer, SecondFactor } from './secondFactor.js';
import { type Session, type SessionBook, sessions as sessionCollection, type Visit } from './sessions.js';
import type { SignInGuard } from './signInTries.js';
import { findUser, type User } from './users.js';

export interface SignedIn {
  token: string;
  user: User;
  session: Session;
}

export interface SignInDesk {
  byPassword(credentials: SignIn, visit: Visit): Promise<Outcome<SignedIn>>;
  /** @param email as the provider has verified it. */
  bySso(email: string, visit: Visit): Promise<Outcome<SignedIn>>;
  /** A sign-in elsewhere that came back wrong. */
  noteSsoFailure(cause: string, visit: Visit): Promise<void>;
}

export function createSignInDesk(parts: {
  users: Collection<User>;
  accounts: Collection<Account>;
  sessions: SessionBook;
  passwords: Passwords;
  guard: SignInGuard;
  factor: SecondFactor;
  audit: Pick<AuditTrail, 'by'>;
  clock: Clock;
}): SignInDesk {
  const { users, accounts, sessions, passwords, guard, factor, audit, clock } = parts;

  async function open(user: User, method: Session['method'], visit: Visit, by: string): Promise<Outcome<SignedIn>> {
    const { token, session } = sessions.draft(user, method, visit);
    const { id: userId, email: account, role } = user;
    const outcome = await audit.by({ userId, account, role, sessionId: session.id, place: visit.place }).change(
      {
        kind: 'sign-in',
        subject: { type: 'session', id: session.id, whose: account, departmentId: null },
        task: 'session.open',
        reason: null,
        before: null,
        after: { by, browser: visit.browser },
        target: { collection: sessionCollection.name, id: session.id, revision: 1 },
      },
      () => sessions.keep(session),
    );
    if (!outcome.ok) throw new Error(`The session was not stored: ${outcome.code}.`);
    await noteSignIn(accounts, userId, clock.now());
    return { ok: true, value: { token, user, session } };
  }

  async function noteFailure(email: string, user: User | undefined, cause: string, visit: Visit): Promise<void> {
    const actor = { userId: user?.id ?? null, account: email, role: user?.role ?? '', sessionId: null };
    await audit.by({ ...actor, place: visit.place }).record({
      kind: 'sign-in-failed',
      subject: { type: 'session', id: null, whose: email === '' ? null : email, departmentId: null },
      task: 'session.open',
      reason: null,
      before: null,
      after: { cause },
      target: null,
    });
  }

  return {
    async byPassword({ email: typed, password, code }, visit) {
      const email = typed.toLowerCase();
      // Only a recovery code opens a locked account, so that without one no password needs to be worked on.
      if (code === undefined && (await guard.lockedUntil(email)) !== null) return { ok: false, code: 'SIGN_IN_LOCKED' };
      const found = await findUser(users, email);
      const user = found?.disabled === false ? found : undefined;
      const right = await passwords.check(password, user?.passwordHash);
      if (right === undefined) return { ok: false, code: 'TOO_MANY_REQUESTS' };
      // Asked again: the tries that ran beside this one count as well.
      const isLocked = (await guard.lockedUntil(email)) !== null;
      const answer: FactorAnswer = right && user ? await factor.check(user.id, code, isLocked) : 'wrong';
      if (isLocked && answer !== 'recovery code') return { ok: false, code: 'SIGN_IN_LOCKED' };
      if (answer === 'missing') return { ok: false, code: 'CODE_REQUIRED' };
      if (answer === 'wrong' || !user) {
        const counted = await guard.fail(email);
        if (counted === 'was locked') return { ok: false, code: 'SIGN_IN_LOCKED' };
        const cause = right ? 'code' : 'password';
        await noteFailure(email, found, counted === 'locks' ? `${cause}, now locked` : cause, visit);
        return { ok: false, code: right ? 'CODE_WRONG' : 'SIGN_IN_FAILED' };
      }
      await guard.forget(email);
      return open(user, 'password', visit, answer === 'not set' ? 'password' : `password and ${answer}`);
    },
    async bySso(email, visit) {
      const user = await findUser(users, email);
      if (user && !user.disabled) return open(user, 'sso', visit, 'sso');
      await noteFailure(email, user, 'no account', visit);
      return { ok: false, code: 'SIGN_IN_FAILED' };
    },
    noteSsoFailure: (cause, visit) => noteFailure('', undefined, cause, visit),
  };
}
