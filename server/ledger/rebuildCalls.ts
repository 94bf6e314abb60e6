// Derives every stored call again from its events, by the rule it was judged by, and writes only what then differs.
// Guarded by the revision, so that it may run beside traffic: a call that moves meanwhile is simply derived once more.
import { canonicalText } from '../base/canonicalText.js';
import { replay } from '../calls/applyEvent.js';
import { StorageError, type Store } from '../storage/port.js';
import { callLegs } from './callLeg.js';
import { type CallRecord, calls, recordOf } from './callRecord.js';
import type { Ledger } from './ledger.js';
import { createOverflow, withoutApart } from './overflow.js';

export interface RebuildOptions {
  store: Store;
  ledger: Pick<Ledger, 'adopt'>;
  /** Counts what would change and writes nothing. */
  dryRun: boolean;
  onProgress(calls: number): void;
}

export interface RebuildReport {
  /** Documents looked at, legs that were merged into their calls included. */
  calls: number;
  /** Calls that came out different from what was stored. */
  changed: string[];
  /** Legs that stood for themselves although a call holds them. */
  merged: string[];
  /** Pointers from legs to their calls that were missing. */
  pointers: number;
  /** Calls that could not be derived, and why. */
  failures: { id: string; reason: string }[];
}

/** As in the ledger: more lost races in a row point to a fault, not to traffic. */
const mostRaces = 50;

/** `document` is what is to be written; undefined where it is stored already. */
type Derived = { document: CallRecord | undefined } | { failure: string };

function derive({ id, call, rule, revision, overflow, callerKey }: CallRecord): CallRecord {
  const record = recordOf(replay(id, [...call.events, ...call.conflicts]), rule, revision, callerKey);
  return overflow === undefined ? record : { ...record, overflow };
}

function legsOf({ id, call }: CallRecord): string[] {
  return [...new Set(call.events.map((event) => event.callSid))].filter((sid) => sid !== id);
}

export async function rebuildCalls({ store, ledger, dryRun, onProgress }: RebuildOptions): Promise<RebuildReport> {
  const collection = store.collection(calls);
  const legs = store.collection(callLegs);
  const report: RebuildReport = { calls: 0, changed: [], merged: [], pointers: 0, failures: [] };
  const overflow = createOverflow(store);
  const merged = new Set<string>();

  async function deriveAgain(stored: CallRecord): Promise<Derived> {
    try {
      const { record, apart } = await overflow.whole(stored);
      if (record.call.events.length === 0) return { failure: 'it has no events' };
      const derived = derive(record);
      return { document: canonicalText(derived) === canonicalText(record) ? undefined : withoutApart(derived, apart) };
    } catch (error) {
      if (error instanceof StorageError) throw error;
      // Events that this version cannot read belong to one call; the others still want to be rebuilt.
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  }

  async function rebuild(stored: CallRecord): Promise<void> {
    let current: CallRecord | undefined = stored;
    for (let lost = 0; current && current.mergedInto === null; lost += 1) {
      if (lost === mostRaces) throw new StorageError('unavailable', `The call ${current.id} never stands still.`);
      const derived: Derived = await deriveAgain(current);
      if ('failure' in derived) {
        report.failures.push({ id: current.id, reason: derived.failure });
        return;
      }
      const { document } = derived;
      if (!document) return;
      const outcome = dryRun ? { ok: true as const } : await collection.replace(document, current.revision);
      if (outcome.ok) {
        report.changed.push(current.id);
        return;
      }
      if (outcome.code === 'invalid' || outcome.code === 'duplicate') {
        report.failures.push({ id: current.id, reason: outcome.code === 'invalid' ? outcome.message : outcome.code });
        return;
      }
      current = await collection.get(current.id);
    }
  }

  /** Legs whose pointer was missing; they have one now, unless nothing is to be written. */
  async function completePointers(records: readonly CallRecord[]): Promise<string[]> {
    const wanted = new Map(records.flatMap((record) => legsOf(record).map((sid) => [sid, record.id] as const)));
    for (const { id } of await legs.getMany([...wanted.keys()])) wanted.delete(id);
    report.pointers += wanted.size;
    // A pointer that somebody else has written meanwhile is as good.
    if (!dryRun) await Promise.all([...wanted].map(([id, rootId]) => legs.insert({ id, revision: 0, rootId })));
    return [...wanted.keys()];
  }

  /** Strays with a pointer to a call that exists: one without it is all that there is of its call. */
  async function findStrays(records: readonly CallRecord[], pointed: readonly string[]): Promise<string[]> {
    const alone = records.filter(({ call }) => call.direction === 'outbound-dial').map(({ id }) => id);
    const pointers = await legs.getMany(alone);
    const roots = new Set((await collection.getMany(pointers.map(({ rootId }) => rootId))).map(({ id }) => id));
    const held = pointers.filter(({ rootId }) => roots.has(rootId)).map(({ id }) => id);
    const others = (await collection.getMany(pointed)).filter(({ mergedInto }) => mergedInto === null);
    return [...held, ...others.map(({ id }) => id)].filter((id) => !merged.has(id));
  }

  for await (const slice of collection.walk()) {
    const stored = slice.filter(({ mergedInto }) => mergedInto === null);
    await Promise.all(stored.map(rebuild));
    const records = await overflow.complete(stored);
    for (const id of new Set(await findStrays(records, await completePointers(records)))) {
      if (!dryRun) await ledger.adopt(id);
      merged.add(id);
    }
    report.calls += slice.length;
    onProgress(slice.length);
  }
  return { ...report, merged: [...merged] };
}
