// Writes each event into its call's one document, guarded by the revision: losing the race means reload, re-apply, retry.
// Events of one call that arrive while a write is under way travel in the next one together.
import { applyEvent, mergeCalls } from '../calls/applyEvent.js';
import type { Call } from '../calls/call.js';
import { type CallEvent, placeOf } from '../calls/callEvent.js';
import { StorageError, type Store, type WriteOperation } from '../storage/port.js';
import type { Rule } from '../verdict/verdict.js';
import type { CallerKeyOf } from './callerKey.js';
import { callLegs } from './callLeg.js';
import { type CallRecord, calls, recordOf } from './callRecord.js';
import { EventRefused } from './eventRefused.js';
import { mayHold } from './fitEvents.js';
import { createOverflow, type WholeCall } from './overflow.js';

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
  /** Without it calls keep the key that they have. */
  callerKeyOf?: CallerKeyOf;
  /** Told how many events were kept as conflicts: a key that came with other content. */
  onConflicts?: (count: number) => void;
}

export function createLedger({ store, rule, callerKeyOf, onConflicts }: LedgerParts): Ledger {
  const collection = store.collection(calls);
  const legs = store.collection(callLegs);
  const overflow = createOverflow(store);
  const queues = new Map<string, Waiting[]>();
  const keyFor = (call: Call, known: CallRecord | undefined) =>
    callerKeyOf ? callerKeyOf(call, known) : known?.callerKey;

  /** Follows a leg's sid to the call that holds it. */
  async function load(id: string): Promise<{ rootId: string; known: WholeCall | undefined }> {
    const own = await collection.get(id);
    const rootId = own ? own.mergedInto : (await legs.get(id))?.rootId;
    const stored = rootId ? await collection.get(rootId) : own;
    return { rootId: rootId || id, known: stored && (await overflow.whole(stored)) };
  }

  /**
   * The call and its new legs' pointers in one durable step; undefined when another writer was faster.
   * @param document `record` as far as its document has room.
   */
  async function write(
    record: CallRecord,
    document: CallRecord,
    known: CallRecord | undefined,
    fresh: readonly string[],
  ): Promise<CallRecord | undefined> {
    const call: WriteOperation = known
      ? { kind: 'replace', collection: calls.name, document, expectedRevision: known.revision }
      : { kind: 'insert', collection: calls.name, document };
    const [outcome] = await store.commit([call, ...pointersTo(record.id, fresh)]);
    if (outcome?.ok) return { ...document, call: record.call, revision: outcome.revision };
    if (outcome?.code !== 'invalid') return undefined;
    throw new EventRefused(`The call ${record.id} could not be written: ${outcome.message}`);
  }

  function refuseBeyondBounds(id: string, call: Call | undefined, added: readonly CallEvent[]): void {
    if (!mayHold(call, added)) throw new EventRefused(`The call ${id} holds as many events as a call may.`);
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
      const alone = (await collection.getMany(strayIds)).filter((record) => record.mergedInto === null);
      const strays = await Promise.all(alone.map(overflow.whole));
      const root = known?.record;
      const merged = strays.reduce<Call | undefined>(
        (call, stray) => mergeCalls(call, rootId, stray.record.call),
        root?.call,
      );
      if (strays.length === 0 || !merged) return root ?? null;
      refuseBeyondBounds(rootId, merged, []);
      // A root that a crash kept from being written begins with what its leg knows.
      const own = root?.rule ?? alone[0]?.rule ?? rule;
      const record = recordOf(merged, own, root?.revision ?? 0, keyFor(merged, root));
      const parts = known ? [known, ...strays] : strays;
      const document = await overflow.fit(record, parts, [...merged.events, ...merged.conflicts]);
      const written = await write(record, document, root, newLegs(rootId, root?.call, merged.events));
      if (!written) return undefined;
      const left = await Promise.all(alone.map((stray) => leavePointer(stray, rootId)));
      return left.every(Boolean) ? written : undefined;
    });
  }

  async function leavePointer(stray: CallRecord, rootId: string): Promise<boolean> {
    // What it keeps in overflow documents is named by the root now.
    const { overflow: _named, ...rest } = stray;
    const empty: Call = { ...stray.call, events: [], conflicts: [], legs: [], transfers: [] };
    const pointer: CallRecord = { ...rest, call: empty, mergedInto: rootId, settled: true };
    return (await collection.replace(pointer, stray.revision)).ok;
  }

  async function adopt(id: string): Promise<CallRecord | undefined> {
    const rootId = (await legs.get(id))?.rootId;
    return (rootId && (await absorb(rootId, [id]))) || undefined;
  }

  /** @param added those of the events that are no repeats. @throws EventRefused when the call can hold no more. */
  async function add(
    rootId: string,
    known: WholeCall | undefined,
    events: readonly CallEvent[],
    added: readonly CallEvent[],
    fresh: readonly string[],
  ): Promise<CallRecord | undefined> {
    const before = known?.record;
    refuseBeyondBounds(rootId, before?.call, added);
    const call = applyEvent(before?.call, rootId, ...events);
    const record = recordOf(call, before?.rule ?? rule, before?.revision ?? 0, keyFor(call, before));
    const document = await overflow.fit(record, known ? [known] : [], added);
    return write(record, document, before, fresh);
  }

  function apply(id: string, events: readonly CallEvent[]): Promise<CallRecord> {
    return race(id, async () => {
      const { rootId, known } = await load(id);
      const before = known?.record;
      // A write whose reply was lost comes again: it may have stopped half way, so its legs count as new once more.
      const repeats = events.filter((event) => isKnown(before?.call, event));
      const fresh = [...new Set([...newLegs(rootId, before?.call, events), ...newLegs(rootId, undefined, repeats)])];
      const added = events.filter((event) => !repeats.includes(event));
      const isRepeat = before && added.length === 0;
      const written = isRepeat ? await pointTo(before, fresh) : await add(rootId, known, events, added, fresh);
      if (!written) return undefined;
      const conflicts = written.call.conflicts.length - (before?.call.conflicts.length ?? 0);
      if (conflicts > 0) onConflicts?.(conflicts);
      // Both sides look for the other after their own write, so that one of them surely finds it.
      const isNew = !before || repeats.length > 0;
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
