// The port's operations on one collection in MongoDB.
import { encodeCursor } from '../cursor.js';
import { indexValueOf, type PlainDocument } from '../declarations.js';
import type { GroupCommit } from '../groupCommit.js';
import type { Collection, IndexValue, ListQuery, Page, StoredDocument, WriteOutcome } from '../port.js';
import { prepareDocument } from '../prepareDocument.js';
import { checkLimit, mostExamined, type Scan, toScan } from '../scan.js';
import { readChanges } from './changes.js';
import { asking, askingLong } from './databaseFailure.js';
import { toKeyRange } from './keyRange.js';
import { fieldName, type StoredShape } from './models/createModel.js';
import { fromStored, liveOnly, type MongoCollectionParts } from './shapes.js';
import type { MongoWrite, MongoWriteParts } from './writeBatch.js';

export interface MongoCollection extends MongoWriteParts {
  writer: GroupCommit<MongoWrite, WriteOutcome>;
}

/** Documents per round trip of a long walk. */
const batchSize = 500;

/** Checks are made before queueing, so an invalid document never travels with valid ones. */
export function queueInsert(
  { collection, writer }: MongoCollection,
  document: StoredDocument,
  revision = 1,
): Promise<WriteOutcome> {
  const prepared = prepareDocument(collection, document, revision);
  if ('refusal' in prepared) return Promise.resolve(prepared.refusal);
  return writer.add({ kind: 'insert', document: prepared.document });
}

export function queueReplace(
  { collection, writer }: MongoCollection,
  document: StoredDocument,
  expectedRevision: number,
): Promise<WriteOutcome> {
  const prepared = prepareDocument(collection, document, expectedRevision + 1);
  if ('refusal' in prepared) return Promise.resolve(prepared.refusal);
  return writer.add({ kind: 'replace', document: prepared.document, expectedRevision });
}

/** Streams stored documents in index order, behind `scan.after`. */
async function* walk(parts: MongoCollectionParts, scan: Scan, limit: number): AsyncGenerator<PlainDocument, void> {
  const range = toKeyRange(scan);
  if (!range) return;
  const { after, index } = scan;
  const isAfter = (document: PlainDocument) =>
    after?.every((value, position) => value === indexValueOf(document, index.fields[position] ?? ''));
  const filter = { ...range.filter, ...liveOnly(parts) };
  // One more for the document at `after`, which an ascending range begins with.
  const cursor = parts.model.collection.find(filter, {
    ...range.options,
    limit: limit + 1,
    batchSize: Math.min(limit + 1, batchSize),
  });
  try {
    for await (const stored of cursor) {
      const document = fromStored(stored as unknown as StoredShape);
      if (!isAfter(document)) yield document;
    }
  } finally {
    await cursor.close();
  }
}

function pageEnd({ collection }: MongoCollection, { index, descending }: Scan, document: PlainDocument): string {
  const key: IndexValue[] = index.fields.map((field) => indexValueOf(document, field));
  return encodeCursor(collection, index, descending, key);
}

async function list<T extends StoredDocument>(parts: MongoCollection, query: ListQuery<T>): Promise<Page<T>> {
  checkLimit(query.limit);
  const scan = toScan(parts.collection, query);
  const items: T[] = [];
  let examined = 0;
  let last: PlainDocument | undefined;
  for await (const document of walk(parts, scan, (query.where ? mostExamined : query.limit) + 1)) {
    if (last && (items.length === query.limit || examined === mostExamined)) {
      return { items, nextCursor: pageEnd(parts, scan, last), examined };
    }
    examined += 1;
    last = document;
    const item = document as unknown as T;
    if (query.where?.(item) ?? true) items.push(item);
  }
  return { items, nextCursor: null, examined };
}

async function count<T extends StoredDocument>(
  parts: MongoCollection,
  query: Omit<ListQuery<T>, 'limit' | 'after' | 'order'>,
  bound: number,
): Promise<{ count: number; more: boolean }> {
  const scan = toScan(parts.collection, query);
  let found = 0;
  if (query.where) {
    let examined = 0;
    for await (const document of walk(parts, scan, mostExamined + 1)) {
      if (examined === mostExamined) return { count: found, more: true };
      examined += 1;
      if (!query.where(document as unknown as T)) continue;
      if (found === bound) return { count: bound, more: true };
      found += 1;
    }
    return { count: found, more: false };
  }
  const range = toKeyRange(scan);
  if (!range) return { count: 0, more: false };
  // The first field alone comes from the index itself: no document is read.
  const projection = { _id: 0, [fieldName(scan.index.fields[0] ?? 'id')]: 1 };
  const cursor = parts.model.collection.find(
    { ...range.filter, ...liveOnly(parts) },
    { ...range.options, projection, limit: bound + 1 },
  );
  for await (const _ of cursor) found += 1;
  return found > bound ? { count: bound, more: true } : { count: found, more: false };
}

async function removeRange(parts: MongoCollection, scan: Scan): Promise<number> {
  const range = toKeyRange(scan);
  if (!range) return 0;
  let removed = 0;
  for (;;) {
    const projection = { _id: 1, revision: 1 };
    const found = await parts.model.collection
      .find({ ...range.filter, ...liveOnly(parts) }, { ...range.options, projection, limit: batchSize })
      .toArray();
    if (found.length === 0) return removed;
    // A document that changed since it was read may have left the range; if it has not, the next round takes it.
    const deletions = found.map(({ _id, revision }) => ({ deleteOne: { filter: { _id, revision } } }));
    const writeConcern = await parts.durability();
    removed += (await parts.model.collection.bulkWrite(deletions, { ordered: false, writeConcern })).deletedCount;
  }
}

/** One short question a slice: no cursor stays open while the asker works on what it got. */
async function* walkAll<T extends StoredDocument>(parts: MongoCollection): AsyncGenerator<T[], void> {
  let after: string | undefined;
  for (;;) {
    const beyond = after === undefined ? {} : { _id: { $gt: after } };
    const question = parts.model.find({ ...beyond, ...liveOnly(parts) });
    const slice = await asking(async () => question.sort({ _id: 1 }).hint({ _id: 1 }).limit(batchSize).lean());
    if (slice.length === 0) return;
    const documents = slice.map((stored) => fromStored(stored as StoredShape));
    after = documents.at(-1)?.id;
    yield documents as unknown as T[];
    if (slice.length < batchSize) return;
  }
}

export function createMongoCollection<T extends StoredDocument>(parts: MongoCollection): Collection<T> {
  const { model } = parts;
  const read = (stored: unknown) => fromStored(stored as StoredShape) as unknown as T;
  return {
    get: (id) =>
      asking(async () => {
        const stored = await model.findOne({ _id: id, ...liveOnly(parts) }).lean();
        return stored ? read(stored) : undefined;
      }),
    getMany: (ids) =>
      asking(async () => {
        const stored = await model.find({ _id: { $in: [...new Set(ids)] }, ...liveOnly(parts) }).lean();
        const byId = new Map(stored.map((one) => [one._id, read(one)]));
        return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
      }),
    insert: (document) => queueInsert(parts, document),
    replace: (document, expectedRevision) => queueReplace(parts, document, expectedRevision),
    list: (query) => asking(() => list(parts, query)),
    count: (query, bound) => asking(() => count(parts, query, bound)),
    remove: (id) =>
      asking(async () => {
        const writeConcern = await parts.durability();
        return (await model.deleteOne({ _id: id, ...liveOnly(parts) }, { writeConcern })).deletedCount > 0;
      }),
    removeRange: (query) => askingLong(async () => removeRange(parts, toScan(parts.collection, query))),
    walk: () => walkAll<T>(parts),
    changes: (query) => asking(() => readChanges(parts, query)),
    load: (document) => queueInsert(parts, document, document.revision),
    size: () => asking(() => model.estimatedDocumentCount()),
  };
}
