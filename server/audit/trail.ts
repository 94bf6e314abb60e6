// Appends to the access record: an entry is durable before the change it tells of, and before the answer leaves.
import type { Clock } from '../base/clock.js';
import { type Collection, StorageError, type WriteOutcome } from '../storage/port.js';
import type { AuditActor, AuditEntry, AuditNote } from './auditEntry.js';
import { type AuditHead, noEntries, sealEntry } from './chain.js';
import { notCarriedOut } from './notCarriedOut.js';

/** The record as one actor writes it. */
export interface Trail {
  /** Resolves once the entry is durable. @throws StorageError: then nothing may be done and nothing shown. */
  record(note: AuditNote): Promise<void>;
  /**
   * Records first, then writes: the entry names the revision that the write will make (for a removal, one more than the
   * document has). A refused write is recorded as not carried out; one of unknown fate is looked at later (unfinished.ts).
   */
  change(note: AuditNote, write: () => Promise<WriteOutcome>): Promise<WriteOutcome>;
}

export interface AuditTrail {
  by(actor: AuditActor): Trail;
  head(): Promise<AuditHead>;
}

/** Other processes may append at the same time; a writer that loses so often met a fault, not traffic. */
const mostRaces = 100;

export function createAuditTrail(parts: { entries: Collection<AuditEntry>; key: string; clock: Clock }): AuditTrail {
  const { entries, key, clock } = parts;
  let known: (AuditHead & { at: number }) | undefined;
  /** Appends wait for each other: the next link needs the last one's hash. */
  let turn: Promise<unknown> = Promise.resolve();

  async function last(): Promise<AuditHead & { at: number }> {
    const { items } = await entries.list({ index: 'bySeq', order: 'descending', limit: 1 });
    return items[0] ?? { ...noEntries, at: 0 };
  }

  /** @returns false when another process took the place. */
  async function put(entry: AuditEntry): Promise<boolean> {
    // The second try finds out what became of a first without an answer: the same entry cannot be stored twice.
    const outcome = await entries.insert(entry).catch(() => entries.insert(entry));
    if (outcome.ok) return true;
    if (outcome.code !== 'duplicate') throw new Error(`An entry of the access record was refused: ${outcome.code}.`);
    return (await entries.get(entry.id))?.hash === entry.hash;
  }

  async function append(actor: AuditActor, note: AuditNote): Promise<AuditEntry> {
    for (let lost = 0; lost < mostRaces; lost += 1) {
      const { seq, hash, at } = known ?? (await last());
      // Never earlier than the entry before, whichever clock is behind: a period is then a stretch of the chain.
      const entry = sealEntry(key, hash, { ...note, ...actor, seq: seq + 1, at: Math.max(clock.now(), at) });
      // Until it is known to be there, the next one must ask.
      known = undefined;
      if (!(await put(entry))) continue;
      known = entry;
      return entry;
    }
    throw new StorageError('unavailable', 'The access record is contended; nothing was done.');
  }

  function inTurn(actor: AuditActor, note: AuditNote): Promise<AuditEntry> {
    const appended = turn.then(() => append(actor, note));
    // A failed append concerns its own caller only.
    turn = appended.catch(() => undefined);
    return appended;
  }

  return {
    async head() {
      const { seq, hash } = await last();
      return { seq, hash };
    },
    by: (actor) => ({
      async record(note) {
        await inTurn(actor, note);
      },
      async change(note, write) {
        const entry = await inTurn(actor, note);
        const outcome = await write();
        if (!outcome.ok) await inTurn(actor, notCarriedOut(entry, { because: outcome.code, only: null }));
        else if (note.target && note.target.revision !== outcome.revision)
          throw new Error(`A change made revision ${outcome.revision}, its entry said ${note.target.revision}.`);
        return outcome;
      },
    }),
  };
}
