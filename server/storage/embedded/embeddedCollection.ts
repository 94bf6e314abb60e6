// The port's operations on one collection in LMDB.
import { encodeCursor } from '../cursor.js';
import type { PlainDocument } from '../declarations.js';
import { indexValueOf, requireTracked } from '../declarations.js';
import {
  type Collection,
  type ListQuery,
  type Page,
  StorageError,
  type StoredDocument,
  type WriteOutcome,
} from '../port.js';
import { prepareDocument } from '../prepareDocument.js';
import { checkLimit, mostExamined, type Scan, toScan } from '../scan.js';
import type { EmbeddedWrite } from './applyWrite.js';
import { sealDocument } from './codec.js';
import type { Tables } from './tables.js';
import { isGone, readEntry, readLive } from './tables.js';
import { sliceEntries, walk, walkDocuments } from './walk.js';
import type { Writer } from './writer.js';

async function noting(tables: Tables, id: string, writing: Promise<WriteOutcome>): Promise<WriteOutcome> {
  const outcome = await writing;
  if (outcome.ok && tables.collection.tracked) tables.recent.note(id, outcome.revision);
  return outcome;
}

/**
 * Checks are made before queueing, so an invalid document never travels with valid ones.
 * @param isShared false for what is only put there: nobody will ask for it soon.
 */
export function queueInsert(
  tables: Tables,
  writer: Writer,
  document: StoredDocument,
  { revision = 1, isShared = true } = {},
): Promise<WriteOutcome> {
  const prepared = prepareDocument(tables.collection, document, revision, isShared);
  if ('refusal' in prepared) return Promise.resolve(prepared.refusal);
  const sealed = sealDocument(tables.collection, prepared.document, isShared);
  return noting(tables, document.id, writer.add({ tables, kind: 'insert', document: sealed }));
}

export function queueReplace(
  tables: Tables,
  writer: Writer,
  document: StoredDocument,
  expectedRevision: number,
): Promise<WriteOutcome> {
  const prepared = prepareDocument(tables.collection, document, expectedRevision + 1, true);
  if ('refusal' in prepared) return Promise.resolve(prepared.refusal);
  const sealed = sealDocument(tables.collection, prepared.document, true);
  const write: EmbeddedWrite = { tables, kind: 'replace', document: sealed, expectedRevision };
  return noting(tables, document.id, writer.add(write));
}

function pageEnd(tables: Tables, { index, descending }: Scan, document: PlainDocument): string {
  const key = index.fields.map((field) => indexValueOf(document, field));
  return encodeCursor(tables.collection, index, descending, key);
}

/** Pages are asked for again, and their documents come back to be changed; a fold reads each once. */
const largestPage = 200;

async function list<T extends StoredDocument>(tables: Tables, query: ListQuery<T>): Promise<Page<T>> {
  checkLimit(query.limit);
  const scan = toScan(tables.collection, query);
  const items: T[] = [];
  let examined = 0;
  let last: PlainDocument | undefined;
  const perSlice = Math.min(query.limit + 1, sliceEntries);
  const isPage = query.limit <= largestPage;
  for await (const slice of walk(tables, scan, (entry) => readEntry(tables, entry.id, isPage), perSlice)) {
    for (const document of slice) {
      if (last && (items.length === query.limit || examined === mostExamined)) {
        return { items, nextCursor: pageEnd(tables, scan, last), examined };
      }
      examined += 1;
      last = document;
      const item = document as unknown as T;
      if (!isGone(tables, document) && (query.where?.(item) ?? true)) items.push(item);
    }
  }
  return { items, nextCursor: null, examined };
}

async function count<T extends StoredDocument>(
  tables: Tables,
  query: Omit<ListQuery<T>, 'limit' | 'after' | 'order'>,
  bound: number,
): Promise<{ count: number; more: boolean }> {
  const scan = toScan(tables.collection, query);
  const { where } = query;
  const needsDocuments = where !== undefined || tables.collection.expiring.length > 0;
  const counts = (id: Uint8Array) => {
    if (!needsDocuments) return true;
    const document = readEntry(tables, id, false);
    return !isGone(tables, document) && (where?.(document as unknown as T) ?? true);
  };
  let found = 0;
  let examined = 0;
  for await (const slice of walk(tables, scan, ({ id }) => counts(id))) {
    for (const counted of slice) {
      if (where && examined === mostExamined) return { count: found, more: true };
      examined += 1;
      if (!counted) continue;
      if (found === bound) return { count: bound, more: true };
      found += 1;
    }
  }
  return { count: found, more: false };
}

async function removeRange(tables: Tables, writer: Writer, scan: Scan): Promise<number> {
  let removed = 0;
  for await (const slice of walk(tables, scan, ({ key, id }) => ({ key, id: Buffer.from(id).toString() }))) {
    // The entry may have moved on since it was read; then it is no longer in the range.
    const outcomes = await Promise.all(
      slice.map(({ key, id }) => writer.add({ tables, kind: 'remove', id, whileAt: key })),
    );
    removed += outcomes.filter(({ ok }) => ok).length;
  }
  return removed;
}

/** LMDB's own errors carry a number: a page that is not there, or not what it should be. */
function readFailure({ collection }: Tables, error: unknown): unknown {
  const isLmdb = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number';
  if (!isLmdb) return error;
  return new StorageError('damaged', `Collection ${collection.name} cannot be read from the data file.`, {
    cause: error,
  });
}

export function createEmbeddedCollection<T extends StoredDocument>(tables: Tables, writer: Writer): Collection<T> {
  const opened = async <Answer>(request: () => Answer | Promise<Answer>): Promise<Answer> => {
    tables.checkOpen();
    try {
      return await request();
    } catch (error) {
      throw readFailure(tables, error);
    }
  };
  async function* walkAll(): AsyncGenerator<T[], void> {
    tables.checkOpen();
    try {
      for await (const slice of walkDocuments(tables)) yield slice as unknown as T[];
    } catch (error) {
      throw readFailure(tables, error);
    }
  }
  return {
    get: (id) => opened(() => readLive(tables, id) as T | undefined),
    getMany: (ids) => opened(() => [...new Set(ids)].flatMap((id) => (readLive(tables, id) as T | undefined) ?? [])),
    insert: (document) => opened(() => queueInsert(tables, writer, document)),
    replace: (document, expectedRevision) => opened(() => queueReplace(tables, writer, document, expectedRevision)),
    list: (query) => opened(() => list(tables, query)),
    count: (query, bound) => opened(() => count(tables, query, bound)),
    remove: (id) => opened(async () => (await writer.add({ tables, kind: 'remove', id })).ok),
    removeRange: (query) => opened(() => removeRange(tables, writer, toScan(tables.collection, query))),
    walk: walkAll,
    changes: (query) =>
      opened(() => {
        requireTracked(tables.collection);
        return tables.recent.since(query);
      }),
    load: (document) =>
      opened(() => queueInsert(tables, writer, document, { revision: document.revision, isShared: false })),
    size: () => opened(() => tables.documents.getCount()),
  };
}
