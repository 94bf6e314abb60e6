// Finds changes that were recorded and never made: the process died in between, or the database did not answer.
import type { Clock } from '../base/clock.js';
import type { Collection, CollectionDeclaration, Store, StoredDocument } from '../storage/port.js';
import type { AuditEntry, AuditTarget } from './auditEntry.js';
import { entryId } from './chain.js';
import { notCarriedOut, type WhyNot } from './notCarriedOut.js';
import { systemActor } from './systemActor.js';
import type { AuditTrail } from './trail.js';

export interface UnfinishedParts {
  store: Pick<Store, 'collection'>;
  entries: Collection<AuditEntry>;
  audit: Pick<AuditTrail, 'by'>;
  /** All that a change may be about. */
  collections: readonly CollectionDeclaration<StoredDocument>[];
  clock: Clock;
}

type Change = AuditEntry & { target: AuditTarget };

const perPage = 1_000;

/** The changes of a stretch of the chain that no entry says were not carried out, and where the stretch ends. */
async function openChanges(
  entries: Collection<AuditEntry>,
  since: number,
): Promise<{ changes: Change[]; end: number }> {
  const open = new Map<number, Change>();
  let end = since;
  for (let after: string | null | undefined; after !== null; ) {
    const beyond = after === undefined ? {} : { after };
    const page = await entries.list({ index: 'bySeq', range: { from: since }, limit: perPage, ...beyond });
    for (const entry of page.items) {
      const { target, seq } = entry;
      end = seq + 1;
      if (target) open.set(seq, { ...entry, target });
      if (entry.kind === 'not-carried-out') open.delete(Number(entry.subject.id));
    }
    after = page.nextCursor;
  }
  return { changes: [...open.values()], end };
}

function byDocument(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const place = `${change.target.collection}/${change.target.id}`;
    const group = groups.get(place);
    if (group) group.push(change);
    else groups.set(place, [change]);
  }
  return groups;
}

/** Whether two changes name the same revision of the same life: revisions begin again where a document is made anew. */
function isTwin(one: Change, other: Change, group: readonly Change[]): boolean {
  if (one.seq === other.seq || one.kind !== other.kind || one.target.revision !== other.target.revision) return false;
  return !group.some(({ kind, seq }) => kind === 'remove' && (seq - one.seq) * (seq - other.seq) < 0);
}

/**
 * @param group all changes of its document, in order.
 * @param mayVanish documents of its collection go by themselves.
 * @returns undefined for a change that was made, as far as can be told.
 */
function whyNot(
  change: Change,
  group: readonly Change[],
  document: StoredDocument | undefined,
  mayVanish: boolean,
): WhyNot | undefined {
  const { revision } = change.target;
  const later = group.filter(({ seq }) => seq > change.seq);
  const twin = group.find((other) => isTwin(change, other, group));
  const isMade = twin ? { because: 'one-of', only: twin.seq } : undefined;
  // Who changed it afterwards had seen the revision; who made it anew had seen it gone.
  const wasSeen = later.some(
    ({ target, kind }) => target.revision > revision || (change.kind === 'remove' && kind === 'create'),
  );
  if (wasSeen) return isMade;
  if (change.kind === 'remove') return document ? { because: 'never-came', only: null } : isMade;
  if (!document) return mayVanish ? undefined : { because: 'gone', only: null };
  return document.revision < revision ? { because: 'never-came', only: null } : isMade;
}

/** The entry that says that this one's change was not made. */
export async function markOf(entries: Collection<AuditEntry>, seq: number): Promise<number | undefined> {
  const where = ({ kind }: AuditEntry) => kind === 'not-carried-out';
  const { items } = await entries.list({ index: 'bySubject', equals: [entryId(seq)], where, limit: 1 });
  return items[0]?.seq;
}

/**
 * Marks what was not carried out, from entry `since` on.
 * @param graceMs what is younger may be under way in another process; its document is left for the next time.
 * @returns the entry at which the next look begins.
 */
export async function markUnfinished(parts: UnfinishedParts, since: number, graceMs: number): Promise<number> {
  const { store, entries, audit, clock } = parts;
  const declarations = new Map(parts.collections.map((declaration) => [declaration.name, declaration]));
  const trail = audit.by(systemActor);
  const youngest = clock.now() - graceMs;
  const { changes, end } = await openChanges(entries, since);
  let next = end;
  for (const group of byDocument(changes).values()) {
    const [first] = group;
    if (!first) continue;
    if (group.some(({ at }) => at > youngest)) {
      next = Math.min(next, first.seq);
      continue;
    }
    const declaration = declarations.get(first.target.collection);
    if (!declaration) continue;
    const mayVanish = Object.values(declaration.indexes).some(({ expiresAfterMs }) => expiresAfterMs !== undefined);
    const document = await store.collection(declaration).get(first.target.id);
    for (const change of group) {
      const why = whyNot(change, group, document, mayVanish);
      // Another process may have looked in the meantime.
      if (why && (await markOf(entries, change.seq)) === undefined) await trail.record(notCarriedOut(change, why));
    }
  }
  return next;
}
