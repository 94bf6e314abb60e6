// Holds a store against what it acknowledged: every event is there, every call is whole, every index tells the same.
import { isDeepStrictEqual } from 'node:util';
import { replay } from '../../../server/calls/applyEvent.js';
import { callLegs } from '../../../server/ledger/callLeg.js';
import { type CallRecord, calls, recordOf } from '../../../server/ledger/callRecord.js';
import type { CollectionDeclaration, Store, StoredDocument } from '../../../server/storage/port.js';
import type { Acknowledged } from './writeCalls.js';

const perRequest = 1_000;

async function findMissing(store: Store, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const known = new Map<string, Set<string>>();
  const ids = [...new Set(acknowledged.map(({ callId }) => callId))];
  const legIds = [...new Set(acknowledged.filter(({ sid, callId }) => sid !== callId).map(({ sid }) => sid))];
  const roots = new Map<string, string>();
  for (let at = 0; at < ids.length; at += perRequest) {
    for (const record of await store.collection(calls).getMany(ids.slice(at, at + perRequest))) {
      known.set(record.id, new Set(record.call.events.map(({ key }) => key)));
    }
  }
  for (let at = 0; at < legIds.length; at += perRequest) {
    for (const leg of await store.collection(callLegs).getMany(legIds.slice(at, at + perRequest))) {
      roots.set(leg.id, leg.rootId);
    }
  }
  return acknowledged.flatMap(({ callId, sid, key }) => {
    if (!known.get(callId)?.has(key)) return [`event ${key} of call ${callId}`];
    return sid !== callId && roots.get(sid) !== callId ? [`leg ${sid} of call ${callId}`] : [];
  });
}

/** A document is whole when it is what its own events make of it. */
function isWhole(record: CallRecord): boolean {
  const made = recordOf(
    replay(record.id, [...record.call.events, ...record.call.conflicts]),
    record.rule,
    record.revision,
  );
  return isDeepStrictEqual(JSON.parse(JSON.stringify(made)), JSON.parse(JSON.stringify(record)));
}

async function walkIndex<T extends StoredDocument>(
  store: Store,
  declaration: CollectionDeclaration<T>,
  index: string,
): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await store
      .collection(declaration)
      .list({ index, limit: perRequest, ...(after === undefined ? {} : { after }) });
    found.push(...page.items);
    after = page.nextCursor;
  }
  return found;
}

/** Every index leads to every document exactly once. */
async function findDisagreements<T extends StoredDocument>(
  store: Store,
  declaration: CollectionDeclaration<T>,
): Promise<{ documents: T[]; disagreements: string[] }> {
  let documents: T[] | undefined;
  const disagreements: string[] = [];
  for (const index of Object.keys(declaration.indexes)) {
    const found = await walkIndex(store, declaration, index);
    documents ??= found;
    const ids = found.map(({ id }) => id).sort();
    const expected = documents.map(({ id }) => id).sort();
    if (!isDeepStrictEqual(ids, expected) || new Set(ids).size !== ids.length) {
      disagreements.push(`${declaration.name}.${index} leads to ${ids.length} of ${expected.length} documents`);
    }
  }
  return { documents: documents ?? [], disagreements };
}

export interface Losses {
  missing: string[];
  notWhole: string[];
  disagreements: string[];
}

export const noLosses: Losses = { missing: [], notWhole: [], disagreements: [] };

export async function findLosses(store: Store, acknowledged: readonly Acknowledged[]): Promise<Losses> {
  const missing = await findMissing(store, acknowledged);
  const stored = await findDisagreements(store, calls);
  const legs = await findDisagreements(store, callLegs);
  return {
    missing,
    notWhole: stored.documents.filter((record) => !isWhole(record)).map(({ id }) => id),
    disagreements: [...stored.disagreements, ...legs.disagreements],
  };
}
