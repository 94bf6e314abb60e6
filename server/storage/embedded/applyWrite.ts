// One write inside an open LMDB transaction: everything is checked before anything is changed.
import { indexValueOf, type PlainDocument } from '../declarations.js';
import type { WriteOutcome } from '../port.js';
import { encodeDocument, type SealedDocument } from './codec.js';
import { documentKey } from './keys.js';
import type { Tables } from './tables.js';
import { isGone, keyIn, readEntry, readHead } from './tables.js';

export type EmbeddedWrite = { tables: Tables } & (
  | { kind: 'insert'; document: SealedDocument }
  | { kind: 'replace'; document: SealedDocument; expectedRevision: number }
  /** Only while `whileAt` is still an entry of this document, when given. */
  | { kind: 'remove'; id: string; whileAt?: Buffer }
  /** Only if its time is over. */
  | { kind: 'expire'; id: string }
);

function erase({ collection, documents, entries }: Tables, document: PlainDocument): void {
  for (const index of collection.indexes.values()) entries.removeSync(keyIn(index, document));
  documents.removeSync(documentKey(document.id));
}

function store(
  { collection, documents, entries, cache }: Tables,
  document: SealedDocument,
  before?: PlainDocument,
): void {
  const { head } = document;
  const id = Buffer.from(head.id);
  for (const index of collection.indexes.values()) {
    if (before && index.fields.every((field) => indexValueOf(head, field) === indexValueOf(before, field))) continue;
    const key = keyIn(index, head);
    if (before) entries.removeSync(keyIn(index, before));
    entries.putSync(key, id);
  }
  const bytes = encodeDocument(document);
  documents.putSync(documentKey(head.id), bytes);
  if (document.shared) cache.keep(document.shared, bytes);
}

/** The unique index that another document already occupies; one that has expired makes room. */
function occupied(tables: Tables, document: PlainDocument): string | undefined {
  for (const index of tables.collection.indexes.values()) {
    if (!index.unique) continue;
    const entry = tables.entries.get(keyIn(index, document));
    if (!entry || Buffer.from(entry).toString() === document.id) continue;
    const other = readEntry(tables, entry, false);
    if (!isGone(tables, other)) return index.name;
    erase(tables, other);
  }
  return undefined;
}

function insert(tables: Tables, document: SealedDocument): WriteOutcome {
  const { head } = document;
  const existing = readHead(tables, head.id);
  if (existing && !isGone(tables, existing)) return { ok: false, code: 'duplicate', index: 'id' };
  const index = occupied(tables, head);
  if (index !== undefined) return { ok: false, code: 'duplicate', index };
  store(tables, document, existing);
  return { ok: true, revision: head.revision };
}

function replace(tables: Tables, document: SealedDocument, expectedRevision: number): WriteOutcome {
  const { head } = document;
  const existing = readHead(tables, head.id);
  if (!existing || isGone(tables, existing)) return { ok: false, code: 'not-found' };
  if (existing.revision !== expectedRevision) return { ok: false, code: 'conflict' };
  const index = occupied(tables, head);
  if (index !== undefined) return { ok: false, code: 'duplicate', index };
  store(tables, document, existing);
  return { ok: true, revision: head.revision };
}

function remove(tables: Tables, id: string, whileAt?: Buffer): WriteOutcome {
  const entry = whileAt && tables.entries.get(whileAt);
  if (whileAt && (!entry || Buffer.from(entry).toString() !== id)) return { ok: false, code: 'not-found' };
  const existing = readHead(tables, id);
  if (!existing) return { ok: false, code: 'not-found' };
  erase(tables, existing);
  return isGone(tables, existing) ? { ok: false, code: 'not-found' } : { ok: true, revision: existing.revision };
}

function expire(tables: Tables, id: string): WriteOutcome {
  const existing = readHead(tables, id);
  if (!existing || !isGone(tables, existing)) return { ok: false, code: 'not-found' };
  erase(tables, existing);
  return { ok: true, revision: existing.revision };
}

/** @throws StorageError 'damaged' before anything is changed. */
export function applyWrite(write: EmbeddedWrite): WriteOutcome {
  switch (write.kind) {
    case 'insert':
      return insert(write.tables, write.document);
    case 'replace':
      return replace(write.tables, write.document, write.expectedRevision);
    case 'remove':
      return remove(write.tables, write.id, write.whileAt);
    case 'expire':
      return expire(write.tables, write.id);
  }
}
