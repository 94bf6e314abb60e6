// Writes each event into its call's one document, guarded by the revision: losing the race means reload, re-apply, retry.
// Events of one call that arrive while a write is under way travel in the next one together.
import { applyEvent, mergeCalls } from '../calls/applyEvent.js';
import type { Call } from '../calls/call.js';
import { type CallEvent, placeOf } from '../calls/callEvent.js';
import { StorageError, type Store, type WriteOperation } from '../storage/port.js';
import type { Rule } from '../verdict/verdict.js';
import { callLegs } from './callLeg.js';
import { type CallRecord, calls, recordOf } from './callRecord.js';
import { EventRefused } from './eventRefused.js';

export interface Ledger {
  /** Resolves once the event is durable, with the call as it then stands. */
  record(event: CallEvent): Promise<CallRecord>;
  /** Completes what a crash left half done: a leg that stood for itself joins the call that knows it. */
  adopt(id: string): Promise<CallRecord | undefined>;
}

interface Waiting {
  event: CallEvent;
  resolve: (record: CallRecord) => void;
  reject: (reason: unknown) => void;
}

// Two writers of one call collide seldom; a call that still loses after this many races points to a fault, not to traffic.
const mostRaces = 50;

function isKnown(call: Call | undefined, event: CallEvent): boolean {
  const known = call?.events.find((one) => one.key === event.key);
  return (
    known !== undefined &&
    known.receivedAt <= event.receivedAt &&
    JSON.stringify(known.raw) === JSON.stringify(event.raw)
  );
}

function pointersTo(rootId: string, legIds: readonly string[]): WriteOperation[] {
  return legIds.map((id) => ({ kind: 'insert', collection: callLegs.name, document: { id, revision: 0, rootId } }));
}

/** Leg sids that the call hears of for the first time. */
function newLegs(rootId: string, known: Call | undefined, events: readonly CallEvent[]): string[] {
  const old = new Set(known?.events.map((event) => event.callSid));
  return [...new Set(events.map((event) => event.callSid))].filter((sid) => sid !== rootId && !old.has(sid));
}

interface LedgerParts {
  store: Store;
  rule: Rule;
  /** Told how many events were kept as conflicts: a key that came with other content. */
  onConflicts?: (count: number) => void;
}

export function createLedger({ store, rule, onConflicts }: LedgerParts): Ledger {
  const collection = store.collection(calls);
  const legs = store.collection(callLegs);
  const queues = new Map<string, Waiting[]>();

  /** Follows a leg's sid to the call that holds it. */
  async function load(id: string): Promise<{ rootId: string; known: CallRecord | undefined }> {
    const own = await collection.get(id);
    const rootId = own ? own.mergedInto : (await legs.get(id))?.rootId;
    return rootId ? { rootId, known: await collection.get(rootId) } : { rootId: id, known: own };
  }

  /** The call and its new legs' pointers in one durable step; undefined when another writer was faster. */
  async function write(record: CallRecord, known: CallRecord | undefined, fresh: readonly string[]) {
    const call: WriteOperation = known
      ? { kind: 'replace', collection: calls.name, document: record, expectedRevision: known.revision }
      : { kind: 'insert', collection: calls.name, document: record };
    const [outcome] = await store.commit([call, ...pointersTo(record.id, fresh)]);
    if (outcome?.ok) return { ...record, revision: outcome.revision };
    if (outcome?.code !== 'invalid') return undefined;
    throw new EventRefused(`The call ${record.id} could not be written: ${outcome.message}`);
  }

  /** What is stored already, with pointers that a lost write may have left out. */
  async function pointTo(known: CallRecord, legIds: readonly string[]): Promise<CallRecord> {
    if (legIds.length > 0) await store.commit(pointersTo(known.id, legIds));
    return known;
  }

  async function race<T>(id: string, attempt: () => Promise<T | undefined>): Promise<T> {
    for (let lost = 0; lost < mostRaces; lost += 1) {
      const result = await attempt();
      if (result !== undefined) return result;
    }
    throw new StorageError('unavailable', `The call ${id} was contended ${mostRaces} times in a row.`);
  }

  /** Moves the facts of legs that stood for themselves into their root, then leaves pointers in their place. */
  function absorb(id: string, strayIds: readonly string[]): Promise<CallRecord | null> {
    return race(id, async () => {
      const { rootId, known } = await load(id);
      const strays = (await collection.getMany(strayIds)).filter((record) => record.mergedInto === null);
      const merged = strays.reduce<Call | undefined>(
        (call, stray) => mergeCalls(call, rootId, stray.call),
        known?.call,
      );
      if (strays.length === 0 || !merged) return known ?? null;
      // A root that a crash kept from being written begins with what its leg knows.
      const own = known?.rule ?? strays[0]?.rule ?? rule;
      const record = recordOf(merged, own, known?.revision ?? 0);
      const written = await write(record, known, newLegs(rootId, known?.call, merged.events));
      if (!written) return undefined;
      const left = await Promise.all(strays.map((stray) => leavePointer(stray, rootId)));
      return left.every(Boolean) ? written : undefined;
    });
  }

  async function leavePointer(stray: CallRecord, rootId: string): Promise<boolean> {
    const empty: Call = { ...stray.call, events: [], conflicts: [], legs: [], transfers: [] };
    const pointer: CallRecord = { ...stray, call: empty, mergedInto: rootId, settled: true };
    return (await collection.replace(pointer, stray.revision)).ok;
  }

  async function adopt(id: string): Promise<CallRecord | undefined> {
    const rootId = (await legs.get(id))?.rootId;
    return (rootId && (await absorb(rootId, [id]))) || undefined;
  }

  function apply(id: string, events: readonly CallEvent[]): Promise<CallRecord> {
    return race(id, async () => {
      const { rootId, known } = await load(id);
      // A write whose reply was lost comes again: it may have stopped half way, so its legs count as new once more.
      const repeats = events.filter((event) => isKnown(known?.call, event));
      const fresh = [...new Set([...newLegs(rootId, known?.call, events), ...newLegs(rootId, undefined, repeats)])];
      const isRepeat = known && repeats.length === events.length;
      const call = events.reduce<Call | undefined>((so, event) => applyEvent(so, rootId, event), known?.call);
      const record = call && recordOf(call, known?.rule ?? rule, known?.revision ?? 0);
      const written = isRepeat ? await pointTo(known, fresh) : record && (await write(record, known, fresh));
      if (!written) return undefined;
      const conflicts = written.call.conflicts.length - (known?.call.conflicts.length ?? 0);
      if (!isRepeat && conflicts > 0) onConflicts?.(conflicts);
      // Both sides look for the other after their own write, so that one of them surely finds it.
      const isNew = !known || repeats.length > 0;
      if (isNew && written.call.direction === 'outbound-dial') return (await adopt(rootId)) ?? written;
      if (fresh.length === 0) return written;
      const strays = (await collection.getMany(fresh)).filter((record) => record.mergedInto === null);
      return strays.length === 0 ? written : ((await absorb(rootId, fresh)) ?? written);
    });
  }

  async function drain(id: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0);
      try {
        const record = await apply(
          id,
          batch.map((waiting) => waiting.event),
        );
        for (const waiting of batch) waiting.resolve(record);
      } catch (reason) {
        for (const waiting of batch) waiting.reject(reason);
      }
    }
    queues.delete(id);
  }

  return {
    adopt,
    record(event) {
      const id = placeOf(event);
      return new Promise((resolve, reject) => {
        const waiting = { event, resolve, reject };
        const queue = queues.get(id);
        if (queue) {
          queue.push(waiting);
          return;
        }
        const own = [waiting];
        queues.set(id, own);
        void drain(id, own);
      });
    },
  };
}
