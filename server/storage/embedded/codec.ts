// A stored document is a checksum and its JSON: a damaged page is noticed before anybody believes it.
import { crc32 } from 'node:zlib';
import type { PlainDocument } from '../declarations.js';
import { StorageError } from '../port.js';

const checksumBytes = 4;

export function encodeDocument(document: PlainDocument): Buffer {
  const text = JSON.stringify(document);
  const bytes = Buffer.allocUnsafe(checksumBytes + Buffer.byteLength(text));
  bytes.write(text, checksumBytes);
  bytes.writeUInt32BE(crc32(bytes.subarray(checksumBytes)), 0);
  return bytes;
}

/** @throws StorageError 'damaged' */
export function decodeDocument(collection: string, id: string, bytes: Uint8Array): PlainDocument {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = (cause?: unknown) =>
    new StorageError('damaged', `Document ${id} of ${collection} is damaged in the data file.`, { cause });
  if (buffer.length <= checksumBytes || buffer.readUInt32BE(0) !== crc32(buffer.subarray(checksumBytes)))
    throw damaged();
  let document: PlainDocument;
  try {
    document = JSON.parse(buffer.toString('utf8', checksumBytes)) as PlainDocument;
  } catch (error) {
    throw damaged(error);
  }
  // A page that found its way to another key carries a true checksum.
  if (document.id !== id) throw damaged();
  return document;
}
