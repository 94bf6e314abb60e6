// Of several processes one reconciles at a time: whoever holds the one document here, until its time runs out by the
// database's own clock. It also carries what one round tells the next, whichever process does that.
import { z } from 'zod';
import type { CollectionDeclaration, Store, StoredDocument } from '../../storage/port.js';

export interface LeaseDocument extends StoredDocument {
  holder: string;
  /** ms; free from then on. */
  until: number;
  /** ms; no planned round begins before. */
  dueAt: number;
  /** Calls of Twilio's list that we had not heard of in the round before. */
  suspects: string[];
}

export const reconcileLeases: CollectionDeclaration<LeaseDocument> = {
  name: 'reconcileLeases',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    holder: z.string(),
    until: z.number().int(),
    dueAt: z.number().int(),
    suspects: z.array(z.string()),
  }),
  indexes: {},
};

export interface Lease {
  /** What the round before left, or undefined where another process holds it, or none is due. */
  take(kind: 'planned' | 'asked'): Promise<Pick<LeaseDocument, 'suspects'> | undefined>;
  /** False when it was lost: then another process may be at work. */
  extend(): Promise<boolean>;
  giveBack(left: { suspects: readonly string[]; dueInMs: number }): Promise<void>;
}

const id = 'reconcile';
/** Longer than the pauses and time limits of two requests together. */
const lengthMs = 3 * 60_000;
/** What a document holds with ease; more would mean that nothing of a whole day reached us. */
const mostSuspects = 5_000;

/** @param holder a name that no other process has. */
export function createLease(store: Store, holder: string): Lease {
  const leases = store.collection(reconcileLeases);
  let held: LeaseDocument | undefined;

  async function write(next: LeaseDocument, known: LeaseDocument | undefined): Promise<boolean> {
    const outcome = known ? await leases.replace(next, known.revision) : await leases.insert(next);
    held = outcome.ok ? { ...next, revision: outcome.revision } : undefined;
    return outcome.ok;
  }

  return {
    async take(kind) {
      const [now, known] = await Promise.all([store.time(), leases.get(id)]);
      const isTaken = known !== undefined && known.until > now && known.holder !== '';
      if (isTaken || (kind === 'planned' && known !== undefined && known.dueAt > now)) return undefined;
      const suspects = known?.suspects ?? [];
      const own = { id, revision: 0, holder, until: now + lengthMs, dueAt: known?.dueAt ?? 0, suspects };
      return (await write(own, known)) ? { suspects } : undefined;
    },
    async extend() {
      const own = held;
      return own !== undefined && (await write({ ...own, until: (await store.time()) + lengthMs }, own));
    },
    async giveBack({ suspects, dueInMs }) {
      const own = held;
      if (!own) return;
      const dueAt = (await store.time()) + dueInMs;
      await write({ ...own, holder: '', until: 0, dueAt, suspects: suspects.slice(0, mostSuspects) }, own);
      held = undefined;
    },
  };
}
