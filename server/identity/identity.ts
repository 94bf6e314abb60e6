// Who may come in and who is asking: the parts of identity put together, and what a token proves.
import { systemActor } from '../audit/systemActor.js';
import type { AuditTrail } from '../audit/trail.js';
import type { Clock } from '../base/clock.js';
import type { Store } from '../storage/port.js';
import { accounts as accountCollection } from './accounts.js';
import type { Actor } from './actor.js';
import { createLinks, type LinkBook, tvLinks } from './links.js';
import { createOwnAccount, type OwnAccount } from './ownAccount.js';
import { createPasswords } from './password.js';
import { createPeople, makePassword, type People } from './people.js';
import { userNote } from './personNote.js';
import { createSeal } from './sealedText.js';
import { createSecondFactor } from './secondFactor.js';
import {
  createSessions,
  type Session,
  type SessionBook,
  type SessionLimits,
  sessions as sessionCollection,
} from './sessions.js';
import { createSignInDesk, type SignInDesk } from './signIn.js';
import { createSignInGuard, signInTries } from './signInTries.js';
import { createTokens } from './tokens.js';
import { getUser, hasUsers, toUser, type User, users as userCollection } from './users.js';

export interface Identity {
  /** Undefined unless the token belongs to a session that is still open; its use is noted. */
  actorOf(token: string): Promise<Actor | undefined>;
  /** Nothing happens when the token belongs to no open session. A television that signs out gives its link back. */
  signOut(token: string, place: string): Promise<void>;
  /** As `actorOf`, of a session at hand. */
  actorFor(user: User, session: Session): Actor;
  /** Who a session belongs to; undefined when the person's change has ended it. */
  ownerOf(session: Session): Promise<User | undefined>;
  /** Makes the first admin when there is no user at all. A password that had to be made up is returned this once. */
  ensureAdmin(
    email: string,
    password: string | undefined,
  ): Promise<{ email: string; madePassword?: string } | undefined>;
  signIn: SignInDesk;
  sessions: SessionBook;
  people: People;
  account: OwnAccount;
  links: LinkBook;
}

export interface IdentityParts {
  store: Pick<Store, 'collection'>;
  audit: Pick<AuditTrail, 'by'>;
  clock: Clock;
  /** Kept outside the database. */
  secret: string;
  limits: SessionLimits;
}

export function createIdentity({ store, audit, clock, secret, limits }: IdentityParts): Identity {
  const users = store.collection(userCollection);
  const accounts = store.collection(accountCollection);
  const tokens = createTokens(secret);
  const passwords = createPasswords();
  const sessions = createSessions({ collection: store.collection(sessionCollection), clock, tokens, ...limits });
  const guard = createSignInGuard({ collection: store.collection(signInTries), clock, secret });
  const factor = createSecondFactor({ accounts, seal: createSeal(secret, 'second factor'), clock });
  const links = createLinks({ collection: store.collection(tvLinks), tokens, clock, audit });
  const parts = { users, accounts, sessions, passwords, guard, factor, audit, clock };

  const actorFor = (user: User, session: Session): Actor => ({
    userId: user.id,
    sessionId: session.id,
    account: user.email,
    role: user.role,
    departmentIds: user.departmentIds,
    officialId: user.officialId,
    // Whoever came by the city's own sign-in has not used the made password.
    mustChangePassword: user.mustChangePassword && session.method === 'password',
    expiresAt: session.expiresAt,
  });

  async function ownerOf(session: Session): Promise<User | undefined> {
    const user = await getUser(users, session.userId);
    return user && !user.disabled && user.sessionEpoch === session.epoch ? user : undefined;
  }

  async function actorOf(token: string): Promise<Actor | undefined> {
    const hash = tokens.hash(token);
    const session = await sessions.find(hash);
    if (!session) return links.actorOf(hash);
    const user = await ownerOf(session);
    return user && actorFor(user, session);
  }

  return {
    actorOf,
    async signOut(token, place) {
      const actor = await actorOf(token);
      if (!actor) return;
      const { userId, account, role, sessionId } = actor;
      const trail = audit.by({ userId, account, role, sessionId, place });
      const [session, link] = await Promise.all([sessions.get(sessionId), links.get(userId)]);
      if (session) await sessions.end(session, account, 'sign-out', trail);
      if (link) await links.revoke(link, trail);
    },
    actorFor,
    ownerOf,
    async ensureAdmin(email, password) {
      if (await hasUsers(users)) return undefined;
      const chosen = password ?? makePassword();
      // Whoever starts the product is shown the password, and nobody else: it is the admin's own.
      const own = { passwordHash: await passwords.hash(chosen), mustChangePassword: false };
      const whole = { role: 'admin', departmentIds: null, officialId: null } as const;
      const admin = toUser({ email, ...own, ...whole }, clock.now());
      const note = userNote('create', 'people.change', null, admin);
      const outcome = await audit.by(systemActor).change(note, () => users.insert(admin));
      // Another process has just made the same.
      if (!outcome.ok && outcome.code === 'duplicate') return undefined;
      if (!outcome.ok) throw new Error(`The first admin was not stored: ${outcome.code}.`);
      return password === undefined ? { email, madePassword: chosen } : { email };
    },
    signIn: createSignInDesk(parts),
    sessions,
    people: createPeople(parts),
    account: createOwnAccount(parts),
    links,
  };
}
