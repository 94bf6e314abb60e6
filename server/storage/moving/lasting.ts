// Documents that expire while they are being moved are nobody's loss, and no reason to call two stores different.
import type { DeclaredCollection, PlainDocument } from '../declarations.js';
import { goneAt } from '../declarations.js';
import type { StoredDocument } from '../port.js';

/** Longer than any move takes. */
const marginMs = 3_600_000;

/** What is compared in a move that begins now: documents that will still be there when it ends. */
export function lastingFrom(now: number): (collection: DeclaredCollection, document: StoredDocument) => boolean {
  return (collection, document) => {
    const end = goneAt(collection, document as PlainDocument);
    return end === undefined || end > now + marginMs;
  };
}

export type IsLasting = ReturnType<typeof lastingFrom>;
