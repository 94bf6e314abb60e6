// A stored document: a checksum over the rest, a head with what indexes and guards ask for, and the document itself, as JSON.
// The checksum notices a damaged page before anybody believes it; the head spares a write from decoding what it replaces.
import { crc32 } from 'node:zlib';
import type { DeclaredCollection, PlainDocument } from '../declarations.js';
import { indexValueOf } from '../declarations.js';
import { StorageError } from '../port.js';

const checksumBytes = 4;
const headAt = 8;

export function encodeDocument(collection: DeclaredCollection, document: PlainDocument): Buffer {
  const { id, revision } = document;
  const values = collection.indexedFields.map((field) => [field, indexValueOf(document, field)]);
  const head = JSON.stringify({ ...Object.fromEntries(values), id, revision });
  const text = JSON.stringify(document);
  const headBytes = Buffer.byteLength(head);
  const bytes = Buffer.allocUnsafe(headAt + headBytes + Buffer.byteLength(text));
  bytes.writeUInt32BE(headBytes, checksumBytes);
  bytes.write(head, headAt);
  bytes.write(text, headAt + headBytes);
  bytes.writeUInt32BE(crc32(bytes.subarray(checksumBytes)), 0);
  return bytes;
}

/** @param id undefined when only the document itself can tell. @throws StorageError 'damaged' */
function decode(collection: string, id: string | undefined, bytes: Uint8Array, part: 'head' | 'whole'): PlainDocument {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = (cause?: unknown) =>
    new StorageError('damaged', `Document ${id ?? ''} of ${collection} is damaged in the data file.`, { cause });
  if (buffer.length <= headAt || buffer.readUInt32BE(0) !== crc32(buffer.subarray(checksumBytes))) throw damaged();
  const bodyAt = headAt + buffer.readUInt32BE(checksumBytes);
  const text = part === 'head' ? buffer.toString('utf8', headAt, bodyAt) : buffer.toString('utf8', bodyAt);
  let document: PlainDocument;
  try {
    document = JSON.parse(text) as PlainDocument;
  } catch (error) {
    throw damaged(error);
  }
  // A page that found its way to another key carries a true checksum.
  if (id !== undefined && document.id !== id) throw damaged();
  return document;
}

/** @throws StorageError 'damaged' */
export function decodeDocument(
  collection: DeclaredCollection,
  id: string | undefined,
  bytes: Uint8Array,
): PlainDocument {
  return decode(collection.name, id, bytes, 'whole');
}

/** Id, revision and indexed values; the whole document when it was stored before one of the fields was indexed. */
export function decodeHead(collection: DeclaredCollection, id: string, bytes: Uint8Array): PlainDocument {
  const head = decode(collection.name, id, bytes, 'head');
  const complete = collection.indexedFields.every((field) => Object.hasOwn(head, field));
  return complete ? head : decode(collection.name, id, bytes, 'whole');
}
