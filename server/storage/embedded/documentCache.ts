// Documents that were read or written of late, decoded: a call under way is read, changed and written at each of its events.
// The file stays the truth: a document is found here only for stored bytes of the same checksum and length, so that a commit
// which failed leaves nothing behind that could be taken for stored.
import type { PlainDocument } from '../declarations.js';
import { checksumOf } from './codec.js';

export interface DocumentCache {
  /** @param bytes as they are stored under this id. */
  find(id: string, bytes: Buffer): PlainDocument | undefined;
  /** @param document handed out to many from now on, so it must be frozen. */
  keep(document: PlainDocument, bytes: Buffer): void;
}

interface Kept {
  document: PlainDocument;
  /** Of the stored bytes. */
  length: number;
  checksum: number;
}

// Stored bytes per collection, some 1,500 calls: more than a large city has under way. In memory they take about three times as much.
const mostBytes = 16 * 1024 * 1024;

/** Two generations: what was not asked for while the younger one filled up goes. */
export function createDocumentCache(): DocumentCache {
  let young = new Map<string, Kept>();
  let old = new Map<string, Kept>();
  let bytesInYoung = 0;

  function remember(id: string, kept: Kept): void {
    bytesInYoung += kept.length - (young.get(id)?.length ?? 0);
    young.set(id, kept);
    if (bytesInYoung <= mostBytes / 2) return;
    old = young;
    young = new Map();
    bytesInYoung = 0;
  }

  return {
    find(id, bytes) {
      const kept = young.get(id) ?? old.get(id);
      if (kept?.length !== bytes.length || kept.checksum !== checksumOf(bytes)) return undefined;
      if (!young.has(id)) remember(id, kept);
      return kept.document;
    },
    keep(document, bytes) {
      remember(document.id, { document, length: bytes.length, checksum: checksumOf(bytes) });
    },
  };
}
