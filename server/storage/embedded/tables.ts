// The two LMDB tables of a collection, its documents by id and its index entries, and how they are read together.
import type { Database, RootDatabase } from 'lmdb';
import type { Clock } from '../../base/clock.js';
import type { DeclaredCollection, DeclaredIndex, PlainDocument } from '../declarations.js';
import { goneAt, indexValueOf } from '../declarations.js';
import { StorageError } from '../port.js';
import { decodeDocument, decodeHead } from './codec.js';
import { documentKey, entryKey } from './keys.js';
import type { RecentChanges } from './recentChanges.js';

export type Table = Database<Buffer, Buffer>;

export interface Tables {
  collection: DeclaredCollection;
  documents: Table;
  /** Key: index name and values; value: the document's id. */
  entries: Table;
  clock: Clock;
  recent: RecentChanges;
  /** Throws once the store is closed: reading on would read unmapped memory. */
  checkOpen: () => void;
}

export function openTable(root: RootDatabase<Buffer, Buffer>, name: string): Table {
  return root.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' });
}

/** The document as stored, expired or not. @throws StorageError 'damaged' */
function readStored({ collection, documents }: Tables, id: string): PlainDocument | undefined {
  const bytes = documents.getBinaryFast(documentKey(id));
  return bytes ? decodeDocument(collection, id, bytes) : undefined;
}

/** Id, revision and indexed values of the document as stored, expired or not. @throws StorageError 'damaged' */
export function readHead({ collection, documents }: Tables, id: string): PlainDocument | undefined {
  const bytes = documents.getBinaryFast(documentKey(id));
  return bytes ? decodeHead(collection, id, bytes) : undefined;
}

export function isGone({ collection, clock }: Tables, document: PlainDocument): boolean {
  const time = goneAt(collection, document);
  return time !== undefined && time <= clock.now();
}

/** The document unless it has expired. @throws StorageError 'damaged' */
export function readLive(tables: Tables, id: string): PlainDocument | undefined {
  const document = readStored(tables, id);
  return document && !isGone(tables, document) ? document : undefined;
}

/** The document that an index entry names. @throws StorageError 'damaged' */
export function readEntry(tables: Tables, entry: Uint8Array): PlainDocument {
  const id = Buffer.from(entry).toString();
  const document = readStored(tables, id);
  if (document) return document;
  throw new StorageError('damaged', `An index of ${tables.collection.name} names document ${id}, which is missing.`);
}

export function keyIn(index: DeclaredIndex, document: PlainDocument): Buffer {
  return entryKey(
    index.name,
    index.fields.map((field) => indexValueOf(document, field)),
  );
}
