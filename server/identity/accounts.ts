// What a person's own use of an account changes: last sign-in and second factor. Apart from the user, so that an admin's
// edit never collides with somebody signing in.
import { z } from 'zod';
import type { Collection, CollectionDeclaration, StoredDocument, WriteOutcome } from '../storage/port.js';

export interface Account extends StoredDocument {
  /** ms since the epoch. */
  lastSignInAt: number | null;
  /** The sealed secret, and the step of the last code that was accepted: no step counts twice. */
  totp: { secret: string; lastStep: number } | null;
  /** Sealed; waits for its first code. */
  offeredSecret: string | null;
  recoveryHashes: string[];
}

/** The id is the user's. */
export const accounts: CollectionDeclaration<Account> = {
  name: 'accounts',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    lastSignInAt: z.number().int().nullable(),
    totp: z.object({ secret: z.string(), lastStep: z.number().int() }).nullable(),
    offeredSecret: z.string().nullable(),
    recoveryHashes: z.array(z.string()),
  }),
  indexes: {},
};

const unused = { lastSignInAt: null, totp: null, offeredSecret: null, recoveryHashes: [] };

/** Revision 0 where nothing has been stored yet. */
export async function getAccount(collection: Collection<Account>, userId: string): Promise<Account> {
  return (await collection.get(userId)) ?? { ...unused, id: userId, revision: 0 };
}

/** Guarded by the revision it was read at; a conflict also when another request has just stored the first one. */
export async function putAccount(collection: Collection<Account>, account: Account): Promise<WriteOutcome> {
  if (account.revision > 0) return collection.replace(account, account.revision);
  const outcome = await collection.insert(account);
  return !outcome.ok && outcome.code === 'duplicate' ? { ok: false, code: 'conflict' } : outcome;
}

/** When another sign-in is noted at the same moment, that one is as good. */
export async function noteSignIn(collection: Collection<Account>, userId: string, now: number): Promise<void> {
  const account = await getAccount(collection, userId);
  await putAccount(collection, { ...account, lastSignInAt: now });
}
