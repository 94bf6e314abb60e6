// Index keys as bytes whose plain order is MongoDB's own: null, numbers, strings by their UTF-8 bytes, false, true.
import { createHash } from 'node:crypto';
import type { IndexValue } from '../port.js';

const tag = { null: 0x10, number: 0x20, string: 0x30, false: 0x40, true: 0x41 } as const;

/** Sorts after every key that continues the same prefix. */
export const afterAll = Buffer.of(0xff);

// LMDB bounds whole keys, so longer strings keep their first bytes and a digest: still unique, and in order up to those bytes.
const longestBytes = 200;
const stringEnd = Buffer.of(0, 0);

function encodeNumber(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(9);
  bytes[0] = tag.number;
  bytes.writeDoubleBE(value === 0 ? 0 : value, 1);
  // Positive doubles sort by their bits once the sign is set; negative ones in reverse.
  if (value < 0) for (let at = 1; at < 9; at += 1) bytes[at] = 0xff - (bytes[at] ?? 0);
  else bytes[1] = (bytes[1] ?? 0) | 0x80;
  return bytes;
}

/** Zero bytes are written as 00 FF, so that 00 00 ends a string before any longer one. */
function escapeZeros(bytes: Buffer): Buffer {
  if (!bytes.includes(0)) return bytes;
  const escaped: number[] = [];
  for (const byte of bytes) {
    escaped.push(byte);
    if (byte === 0) escaped.push(0xff);
  }
  return Buffer.from(escaped);
}

/** Long, or with zero bytes. */
function encodeRareString(value: string): Buffer {
  const escaped = escapeZeros(Buffer.from(value));
  const parts = [Buffer.of(tag.string), escaped.subarray(0, longestBytes)];
  if (escaped.length > longestBytes) parts.push(Buffer.from(createHash('sha256').update(value).digest('hex')));
  return Buffer.concat([...parts, stringEnd]);
}

function encodeString(value: string): Buffer {
  const length = Buffer.byteLength(value);
  if (length > longestBytes || value.includes('\0')) return encodeRareString(value);
  const bytes = Buffer.allocUnsafe(1 + length + stringEnd.length);
  bytes[0] = tag.string;
  bytes.write(value, 1);
  bytes.fill(0, 1 + length);
  return bytes;
}

export function encodeValue(value: IndexValue): Buffer {
  if (typeof value === 'string') return encodeString(value);
  if (typeof value === 'number') return encodeNumber(value);
  if (value === null) return Buffer.of(tag.null);
  return Buffer.of(value ? tag.true : tag.false);
}

export function documentKey(id: string): Buffer {
  return encodeString(id);
}

/** All entries of one index start with this. */
function indexPrefix(index: string): Buffer {
  return Buffer.from(`${index}\0`);
}

/** With fewer values than the index has fields: the prefix of all entries that share them. */
export function entryKey(index: string, values: readonly IndexValue[]): Buffer {
  return Buffer.concat([indexPrefix(index), ...values.map(encodeValue)]);
}
