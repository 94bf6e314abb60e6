// Sign-in, sign-out, and who a session belongs to.
import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.js';
import type { Collection } from '../storage/port.js';
import type { Actor } from './actor.js';
import type { Passwords } from './password.js';
import type { Session, SessionBook } from './sessions.js';
import { addUser, findUser, hasUsers, type User } from './users.js';

export type SignInOutcome = { ok: true; token: string; actor: Actor } | { ok: false; reason: 'wrong' | 'busy' };

export interface Identity {
  signIn(email: string, password: string): Promise<SignInOutcome>;
  signOut(token: string): Promise<void>;
  /** Undefined unless the token belongs to a session that is still open; its use is noted. */
  actorOf(token: string): Promise<Actor | undefined>;
  /** Makes the first admin when there is no user at all. A password that had to be made up is returned this once. */
  ensureAdmin(
    email: string,
    password: string | undefined,
  ): Promise<{ email: string; madePassword?: string } | undefined>;
}

export interface IdentityParts {
  users: Collection<User>;
  sessions: SessionBook;
  passwords: Passwords;
  clock: Clock;
}

export function createIdentity({ users, sessions, passwords, clock }: IdentityParts): Identity {
  const toActor = (user: User, session: Session): Actor => ({
    userId: user.id,
    sessionId: session.id,
    account: user.email,
    role: user.role,
    departmentIds: user.departmentIds,
    officialId: user.officialId,
    mustChangePassword: false,
    expiresAt: session.expiresAt,
  });

  return {
    async signIn(email, password) {
      const user = await findUser(users, email);
      const right = await passwords.check(password, user?.passwordHash);
      if (right === undefined) return { ok: false, reason: 'busy' };
      if (!right || !user) return { ok: false, reason: 'wrong' };
      const { token, session } = await sessions.open(user.id);
      return { ok: true, token, actor: toActor(user, session) };
    },
    signOut: (token) => sessions.end(token),
    async actorOf(token) {
      const session = await sessions.find(token);
      const user = session && (await users.get(session.userId));
      return user && toActor(user, session);
    },
    async ensureAdmin(email, password) {
      if (await hasUsers(users)) return undefined;
      const chosen = password ?? randomBytes(12).toString('base64url');
      const passwordHash = await passwords.hash(chosen);
      const whole = { departmentIds: null, officialId: null };
      const added = await addUser(users, { email, passwordHash, role: 'admin', ...whole, createdAt: clock.now() });
      if (!added) return undefined;
      return password === undefined ? { email, madePassword: chosen } : { email };
    },
  };
}
