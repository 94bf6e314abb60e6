// The two LMDB tables of a collection, its documents by id and its index entries, and how they are read together.
import type { Database, RootDatabase } from 'lmdb';
import type { Clock } from '../../base/clock.js';
import type { DeclaredCollection, DeclaredIndex, PlainDocument } from '../declarations.js';
import { goneAt, indexValueOf } from '../declarations.js';
import { freezeDeeply } from '../freezeDeeply.js';
import { StorageError } from '../port.js';
import { decodeDocument, decodeHead } from './codec.js';
import type { DocumentCache } from './documentCache.js';
import { documentKey, entryKey } from './keys.js';
import type { RecentChanges } from './recentChanges.js';

export type Table = Database<Buffer, Buffer>;

export interface Tables {
  collection: DeclaredCollection;
  documents: Table;
  /** Key: index name and values; value: the document's id. */
  entries: Table;
  cache: DocumentCache;
  clock: Clock;
  recent: RecentChanges;
  /** Throws once the store is closed: reading on would read unmapped memory. */
  checkOpen: () => void;
}

export function openTable(root: RootDatabase<Buffer, Buffer>, name: string): Table {
  return root.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' });
}

/** The document as stored, expired or not. @param keeps for the next one to ask. @throws StorageError 'damaged' */
function readStored({ collection, documents, cache }: Tables, id: string, keeps: boolean): PlainDocument | undefined {
  const bytes = documents.getBinaryFast(documentKey(id));
  if (!bytes) return undefined;
  const known = cache.find(id, bytes);
  if (known) return known;
  const document = decodeDocument(collection, id, bytes);
  if (keeps) cache.keep(freezeDeeply(document), bytes);
  return document;
}

/** Id, revision and indexed values of the document as stored, expired or not. @throws StorageError 'damaged' */
export function readHead({ collection, documents, cache }: Tables, id: string): PlainDocument | undefined {
  const bytes = documents.getBinaryFast(documentKey(id));
  return bytes && (cache.find(id, bytes) ?? decodeHead(collection, id, bytes));
}

export function isGone({ collection, clock }: Tables, document: PlainDocument): boolean {
  const time = goneAt(collection, document);
  return time !== undefined && time <= clock.now();
}

/** The document unless it has expired. @throws StorageError 'damaged' */
export function readLive(tables: Tables, id: string): PlainDocument | undefined {
  const document = readStored(tables, id, true);
  return document && !isGone(tables, document) ? document : undefined;
}

/** The document that an index entry names. @param keeps for the next one to ask. @throws StorageError 'damaged' */
export function readEntry(tables: Tables, entry: Uint8Array, keeps: boolean): PlainDocument {
  const id = Buffer.from(entry.buffer, entry.byteOffset, entry.length).toString();
  const document = readStored(tables, id, keeps);
  if (document) return document;
  throw new StorageError('damaged', `An index of ${tables.collection.name} names document ${id}, which is missing.`);
}

export function keyIn(index: DeclaredIndex, document: PlainDocument): Buffer {
  return entryKey(
    index.name,
    index.fields.map((field) => indexValueOf(document, field)),
  );
}
