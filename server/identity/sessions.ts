// Sessions: a random token in the cookie, its keyed hash in storage, so that a copy of the database opens no door.
import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../base/clock.js';
import type { Collection, CollectionDeclaration, StoredDocument } from '../storage/port.js';

export interface Session extends StoredDocument {
  userId: string;
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number;
}

/** A working day and its overtime. */
export const sessionLifeMs = 12 * 3_600_000;
/** An unattended desk. An open board counts as use. */
export const sessionIdleMs = 2 * 3_600_000;
/** Use is noted at most so often: a write for every request would buy nothing. */
const noteEveryMs = 60_000;

export const sessions: CollectionDeclaration<Session> = {
  name: 'sessions',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    userId: z.string(),
    createdAt: z.number().int(),
    lastSeenAt: z.number().int(),
    expiresAt: z.number().int(),
  }),
  indexes: { byExpiry: { fields: ['expiresAt'], expiresAfterMs: 0 }, byUser: { fields: ['userId', 'createdAt'] } },
};

export interface SessionBook {
  /** @returns the token, which is stored nowhere. */
  open(userId: string): Promise<{ token: string; session: Session }>;
  /** Undefined when unknown, expired or idle for too long; otherwise its use is noted. */
  find(token: string): Promise<Session | undefined>;
  end(token: string): Promise<void>;
}

export function createSessions(parts: { collection: Collection<Session>; clock: Clock; secret: string }): SessionBook {
  const { collection, clock, secret } = parts;
  const hash = (token: string) => createHmac('sha256', secret).update(token).digest('base64url');

  async function noteUse(session: Session, now: number): Promise<void> {
    if (now - session.lastSeenAt < noteEveryMs) return;
    // A lost race means that another request has just noted the same.
    await collection.replace({ ...session, lastSeenAt: now }, session.revision);
  }

  return {
    async open(userId) {
      const token = randomBytes(32).toString('base64url');
      const now = clock.now();
      const session = {
        id: hash(token),
        revision: 0,
        userId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: now + sessionLifeMs,
      };
      const outcome = await collection.insert(session);
      if (!outcome.ok) throw new Error(`The session was not stored: ${outcome.code}.`);
      return { token, session };
    },
    async find(token) {
      const session = await collection.get(hash(token));
      const now = clock.now();
      if (!session || session.expiresAt <= now || session.lastSeenAt + sessionIdleMs <= now) return undefined;
      await noteUse(session, now);
      return session;
    },
    async end(token) {
      await collection.remove(hash(token));
    },
  };
}
