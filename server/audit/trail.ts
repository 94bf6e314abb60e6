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

export interface TrailParts {
  entries: Collection<AuditEntry>;
  key: string;
  clock: Clock;
  /** True where no other process writes: entries that wait together then travel in one commit. */
  isAlone?: boolean;
}

interface Waiting {
  actor: AuditActor;
  note: AuditNote;
  resolve(entry: AuditEntry): void;
  reject(reason: unknown): void;
}

interface Link extends AuditHead {
  at: number;
}

/** Other processes may append at the same time; a writer that loses so often met a fault, not traffic. */
const mostRaces = 100;
/** Half of what the embedded store commits at once. */
const mostTogether = 100;

export function createAuditTrail({ entries, key, clock, isAlone = false }: TrailParts): AuditTrail {
  let known: Link | undefined;
  let waiting: Waiting[] = [];
  let isRunning = false;
  /** Stored behind a gap; they go before anything else is appended. */
  let strays: AuditEntry[] = [];

  async function last(): Promise<Link> {
    for (const { id } of strays) await entries.remove(id);
    strays = [];
    const { items } = await entries.list({ index: 'bySeq', order: 'descending', limit: 1 });
    return items[0] ?? { ...noEntries, at: 0 };
  }

  function sealNext({ seq, hash, at }: Link, { actor, note }: Waiting): AuditEntry {
    // Never earlier than the entry before, whichever clock is behind: a period is then a stretch of the chain.
    return sealEntry(key, hash, { ...note, ...actor, seq: seq + 1, at: Math.max(clock.now(), at) });
  }

  /** @returns false when another process took the place. */
  async function put(entry: AuditEntry): Promise<boolean> {
    // The second try finds out what became of a first without an answer: the same entry cannot be stored twice.
    const outcome = await entries.insert(entry).catch(() => entries.insert(entry));
    if (outcome.ok) return true;
    if (outcome.code !== 'duplicate') throw new Error(`An entry of the access record was refused: ${outcome.code}.`);
    return (await entries.get(entry.id))?.hash === entry.hash;
  }

  async function append(one: Waiting): Promise<AuditEntry> {
    for (let lost = 0; lost < mostRaces; lost += 1) {
      const entry = sealNext(known ?? (await last()), one);
      // Until it is known to be there, the next one must ask.
      known = undefined;
      if (!(await put(entry))) continue;
      known = entry;
      return entry;
    }
    throw new StorageError('unavailable', 'The access record is contended; nothing was done.');
  }

  /** One commit, or the first of several. @returns those that have to be appended one by one. */
  async function appendTogether(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    let link = known ?? (await last());
    const sealed = batch.map((one) => {
      const entry = sealNext(link, one);
      link = entry;
      return entry;
    });
    known = undefined;
    const outcomes = await Promise.allSettled(sealed.map((entry) => entries.insert(entry)));
    const isStored = outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value.ok);
    const gap = isStored.indexOf(false);
    const stored = gap < 0 ? sealed : sealed.slice(0, gap);
    strays = sealed.filter((_, at) => isStored[at] && at >= stored.length);
    if (gap < 0) known = link;
    for (const [at, entry] of stored.entries()) batch[at]?.resolve(entry);
    return batch.slice(stored.length);
  }

  /** Appends wait for each other: the next link needs the last one's hash. */
  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, isAlone ? mostTogether : 1);
      waiting = waiting.slice(batch.length);
      // What cannot travel together is told apart one by one, so that a failure concerns its own caller only.
      const single = batch.length > 1 ? await appendTogether(batch).catch(() => batch) : batch;
      for (const one of single) await append(one).then(one.resolve, one.reject);
    }
    isRunning = false;
  }

  function inTurn(actor: AuditActor, note: AuditNote): Promise<AuditEntry> {
    return new Promise((resolve, reject) => {
      waiting.push({ actor, note, resolve, reject });
      if (!isRunning) void run();
    });
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
