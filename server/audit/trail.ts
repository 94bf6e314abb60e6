// Appends to the access record: an entry is durable before the change it tells of, and before the answer leaves.
import type { Clock } from '../base/clock.js';
import { type Collection, StorageError, type WriteOutcome } from '../storage/port.js';
import type { AuditActor, AuditEntry, AuditNote } from './auditEntry.js';
import { sealEntry } from './chain.js';

/** The record as one actor writes it. */
export interface Trail {
  /** Resolves once the entry is durable. @throws StorageError: then nothing may be done and nothing shown. */
  record(note: AuditNote): Promise<void>;
  /** Records first, then writes: the entry names the revision that the write will make. */
  change(note: AuditNote, write: () => Promise<WriteOutcome>): Promise<WriteOutcome>;
}

export interface AuditHead {
  seq: number;
  hash: string;
}

export interface AuditTrail {
  by(actor: AuditActor): Trail;
  /** The last entry's; seq 0 and an empty hash before the first. */
  head(): Promise<AuditHead>;
}

/** Other processes may append at the same time; a writer that loses so often met a fault, not traffic. */
const mostRaces = 100;

export function createAuditTrail(parts: { entries: Collection<AuditEntry>; key: string; clock: Clock }): AuditTrail {
  const { entries, key, clock } = parts;
  let known: AuditHead | undefined;
  /** Appends wait for each other: the next link needs the last one's hash. */
  let turn: Promise<unknown> = Promise.resolve();

  async function head(): Promise<AuditHead> {
    const { items } = await entries.list({ index: 'bySeq', order: 'descending', limit: 1 });
    return items[0] ?? { seq: 0, hash: '' };
  }

  async function append(actor: AuditActor, note: AuditNote): Promise<void> {
    for (let lost = 0; lost < mostRaces; lost += 1) {
      const last = known ?? (await head());
      const entry = sealEntry(key, last.hash, { ...note, ...actor, seq: last.seq + 1, at: clock.now() });
      const outcome = await entries.insert(entry);
      known = outcome.ok ? entry : undefined;
      if (outcome.ok) return;
      if (outcome.code !== 'duplicate') throw new Error(`An entry of the access record was refused: ${outcome.code}.`);
    }
    throw new StorageError('unavailable', 'The access record is contended; nothing was done.');
  }

  const inTurn = (actor: AuditActor, note: AuditNote): Promise<void> => {
    const appended = turn.then(() => append(actor, note));
    // A failed append concerns its own caller; whether it was stored is unknown, so the next asks for the head again.
    turn = appended.catch(() => {
      known = undefined;
    });
    return appended;
  };

  return {
    head,
    by: (actor) => ({
      record: (note) => inTurn(actor, note),
      async change(note, write) {
        await inTurn(actor, note);
        return write();
      },
    }),
  };
}
