// Sessions: a random token in the cookie, its keyed hash in storage, so that a copy of the database opens no door.
import { z } from 'zod';
import type { Trail } from '../audit/trail.js';
import type { Clock } from '../base/clock.js';
import type { Collection, CollectionDeclaration, Page, StoredDocument, WriteOutcome } from '../storage/port.js';
import { removeFrom } from './removeFrom.js';
import type { Tokens } from './tokens.js';
import type { User } from './users.js';

/** Where a request comes from, as far as it tells. */
export interface Visit {
  /** Network address. */
  place: string;
  browser: string;
}

export interface Session extends StoredDocument, Visit {
  userId: string;
  /** The person's at sign-in; over when that has moved on. */
  epoch: number;
  method: 'password' | 'sso';
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number;
}

/** Use is noted at most so often: a write for every request would buy nothing. */
export const noteEveryMs = 60_000;

export const sessions: CollectionDeclaration<Session> = {
  name: 'sessions',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    userId: z.string(),
    epoch: z.number().int(),
    method: z.enum(['password', 'sso']),
    place: z.string(),
    browser: z.string(),
    createdAt: z.number().int(),
    lastSeenAt: z.number().int(),
    expiresAt: z.number().int(),
  }),
  indexes: {
    byExpiry: { fields: ['expiresAt'], expiresAfterMs: 0 },
    byCreation: { fields: ['createdAt'] },
    byUser: { fields: ['userId', 'createdAt'] },
  },
};

export interface SessionBook {
  /** A session that is not stored yet, and its token, which never is. */
  draft(
    user: Pick<User, 'id' | 'sessionEpoch'>,
    method: Session['method'],
    visit: Visit,
  ): { token: string; session: Session };
  keep(session: Session): Promise<WriteOutcome>;
  /** Undefined when unknown, expired or idle for too long; otherwise its use is noted. */
  find(id: string): Promise<Session | undefined>;
  /** As `find`, without counting as use. */
  get(id: string): Promise<Session | undefined>;
  /** Open ones, newest first. */
  list(query: { userId?: string | undefined; after?: string | undefined; limit: number }): Promise<Page<Session>>;
  /** Recorded before it is done. @param account whose it is. */
  end(session: Session, account: string, kind: 'sign-out' | 'remove', trail: Trail): Promise<void>;
  /** Without an entry: the change that ends them has one. */
  endAllOf(userId: string): Promise<void>;
}

export interface SessionLimits {
  /** However busy. */
  lifeMs: number;
  /** An unattended desk. An open board counts as use. */
  idleMs: number;
}

export function createSessions(
  parts: { collection: Collection<Session>; clock: Clock; tokens: Tokens } & SessionLimits,
): SessionBook {
  const { collection, clock, tokens, lifeMs, idleMs } = parts;
  const isOpen = (session: Session) => session.expiresAt > clock.now() && session.lastSeenAt + idleMs > clock.now();

  async function noteUse(session: Session): Promise<void> {
    const now = clock.now();
    if (now - session.lastSeenAt < noteEveryMs) return;
    // A lost race means that another request has just noted the same.
    await collection.replace({ ...session, lastSeenAt: now }, session.revision);
  }

  async function get(id: string): Promise<Session | undefined> {
    const session = await collection.get(id);
    return session && isOpen(session) ? session : undefined;
  }

  return {
    draft(user, method, visit) {
      const token = tokens.make();
      const now = clock.now();
      const times = { createdAt: now, lastSeenAt: now, expiresAt: now + lifeMs };
      const of = { userId: user.id, epoch: user.sessionEpoch, method, place: visit.place, browser: visit.browser };
      return { token, session: { id: tokens.hash(token), revision: 0, ...of, ...times } };
    },
    keep: (session) => collection.insert(session),
    async find(id) {
      const session = await get(id);
      if (session) await noteUse(session);
      return session;
    },
    get,
    list({ userId, after, limit }) {
      const range = userId === undefined ? { index: 'byCreation' } : { index: 'byUser', equals: [userId] };
      const cursor = after === undefined ? {} : { after };
      return collection.list({ ...range, ...cursor, where: isOpen, order: 'descending', limit });
    },
    async end(session, account, kind, trail) {
      const { id, revision } = session;
      const subject = { type: 'session', id, whose: account, departmentId: null } as const;
      const target = { collection: sessions.name, id, revision: revision + 1 };
      const note = { kind, subject, task: 'session.end', reason: null, before: null, after: null, target };
      await trail.change(note, () => removeFrom(collection, session));
    },
    async endAllOf(userId) {
      await collection.removeRange({ index: 'byUser', equals: [userId] });
    },
  };
}
