// Lock-out: ten wrong passwords for one address within a quarter of an hour close it for as long, whether anybody has that
// address or not, so that nothing is told.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../base/clock.js';
import type { Collection, CollectionDeclaration, StoredDocument } from '../storage/port.js';

/** Nobody mistypes a password ten times; a guesser gets 960 tries a day at each account. */
const mostFailures = 10;
export const lockMs = 15 * 60_000;

export interface SignInTry extends StoredDocument {
  failures: number;
  lockedUntil: number | null;
  /** From the first failure, or the lock, on: then it is forgotten. */
  expiresAt: number;
}

export const signInTries: CollectionDeclaration<SignInTry> = {
  name: 'signInTries',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    failures: z.number().int(),
    lockedUntil: z.number().int().nullable(),
    expiresAt: z.number().int(),
  }),
  indexes: { byExpiry: { fields: ['expiresAt'], expiresAfterMs: 0 } },
};

export interface SignInGuard {
  /** ms since the epoch, or null. */
  lockedUntil(email: string): Promise<number | null>;
  /** Of several, in their order. */
  lockedUntilOf(emails: readonly string[]): Promise<(number | null)[]>;
  fail(email: string): Promise<'counted' | 'locks' | 'was locked'>;
  forget(email: string): Promise<void>;
}

export function createSignInGuard(parts: {
  collection: Collection<SignInTry>;
  clock: Clock;
  secret: string;
}): SignInGuard {
  const { collection, clock, secret } = parts;
  // Keyed: what people type into the field for the address is not always an address, and need not be kept.
  const idOf = (email: string) => createHmac('sha256', secret).update(`try ${email.toLowerCase()}`).digest('base64url');
  const openLock = (found: SignInTry | undefined) =>
    found?.lockedUntil != null && found.lockedUntil > clock.now() ? found.lockedUntil : null;

  return {
    lockedUntil: async (email) => openLock(await collection.get(idOf(email))),
    async lockedUntilOf(emails) {
      const ids = emails.map(idOf);
      const found = new Map((await collection.getMany(ids)).map((one) => [one.id, one]));
      return ids.map((id) => openLock(found.get(id)));
    },
    async fail(email) {
      const id = idOf(email);
      for (;;) {
        const now = clock.now();
        const stored = await collection.get(id);
        const current = stored && stored.expiresAt > now ? stored : undefined;
        // Tries at a closed door do not close it for longer: a stranger could otherwise keep its owner out for good.
        if (openLock(current) !== null) return 'was locked';
        const failures = (current?.failures ?? 0) + 1;
        const locks = failures >= mostFailures;
        const next: SignInTry = {
          id,
          revision: 0,
          failures,
          lockedUntil: locks ? now + lockMs : null,
          expiresAt: locks ? now + lockMs : (current?.expiresAt ?? now + lockMs),
        };
        const outcome = stored ? await collection.replace(next, stored.revision) : await collection.insert(next);
        if (outcome.ok) return locks ? 'locks' : 'counted';
        if (outcome.code === 'invalid') throw new Error(`A failed sign-in was not counted: ${outcome.message}`);
      }
    },
    async forget(email) {
      await collection.remove(idOf(email));
    },
  };
}
