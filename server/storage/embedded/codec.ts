// A stored document: a checksum over the rest, a head with what indexes and guards ask for, and the document itself, as JSON.
// The checksum notices a damaged page before anybody believes it; the head spares a write from decoding what it replaces.
import { crc32 } from 'node:zlib';
import type { DeclaredCollection, PlainDocument } from '../declarations.js';
import { indexValueOf } from '../declarations.js';
import { textsOf } from '../parts.js';
import { StorageError } from '../port.js';

const checksumBytes = 4;
const headAt = 8;
/** A UTF-16 code unit takes at most this many bytes in UTF-8. */
const mostBytesPerUnit = 3;

/** A document on its way into the store: nobody can change it any more. */
export interface SealedDocument {
  /** Id, revision and indexed values. */
  head: PlainDocument;
  /** The document itself, where whoever reads it next is to be given it. */
  shared: PlainDocument | undefined;
  /** As JSON, in pieces. */
  texts: readonly string[];
}

/** @param isShared only for a document that nobody can change any more. */
export function sealDocument(
  collection: DeclaredCollection,
  document: PlainDocument,
  isShared: boolean,
): SealedDocument {
  const { id, revision } = document;
  const head: Record<string, unknown> = {};
  for (const field of collection.indexedFields) head[field] = indexValueOf(document, field);
  return { head: { ...head, id, revision }, shared: isShared ? document : undefined, texts: textsOf(document) };
}

// Reused, because LMDB copies what it is given before it returns: a buffer of its own for each document would be
// the most expensive part of a write, to make and to clear away.
let scratch = Buffer.allocUnsafeSlow(64 * 1024);

/** @returns bytes that are valid until the next call. */
export function encodeDocument({ head, texts }: SealedDocument): Buffer {
  const headText = JSON.stringify(head);
  const characters = texts.reduce((sum, text) => sum + text.length, headText.length);
  const most = headAt + characters * mostBytesPerUnit;
  if (scratch.length < most) scratch = Buffer.allocUnsafeSlow(most);
  const headBytes = scratch.write(headText, headAt);
  let end = headAt + headBytes;
  for (const text of texts) end += scratch.write(text, end);
  scratch.writeUInt32BE(headBytes, checksumBytes);
  scratch.writeUInt32BE(crc32(scratch.subarray(checksumBytes, end)), 0);
  return scratch.subarray(0, end);
}

/** lmdb hands out one large buffer and sets the length of what is in it, which `byteLength` and `slice` do not know. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The checksum that a stored document carries, true or not. */
export function checksumOf(bytes: Buffer): number {
  return bytes.readUInt32BE(0);
}

/** @param id undefined when only the document itself can tell. @throws StorageError 'damaged' */
function decode(collection: string, id: string | undefined, bytes: Uint8Array, part: 'head' | 'whole'): PlainDocument {
  const buffer = asBuffer(bytes);
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
