// A cursor is the index key where a page ended, bound to its collection, index and direction.
// It is not signed: it only ever narrows the query it is given to.
import type { DeclaredCollection, DeclaredIndex } from './declarations.js';
import type { IndexValue } from './port.js';
import { StorageError } from './port.js';

function seal(collection: DeclaredCollection, index: DeclaredIndex, descending: boolean): string {
  return `${collection.name}/${index.name}/${index.fields.join()}/${descending ? 'down' : 'up'}`;
}

function isIndexValue(value: unknown): value is IndexValue {
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}

export function encodeCursor(
  collection: DeclaredCollection,
  index: DeclaredIndex,
  descending: boolean,
  key: readonly IndexValue[],
): string {
  return Buffer.from(JSON.stringify([seal(collection, index, descending), ...key])).toString('base64url');
}

/** @throws StorageError 'cursor' for one that was made elsewhere or by hand. */
export function decodeCursor(
  collection: DeclaredCollection,
  index: DeclaredIndex,
  descending: boolean,
  cursor: string,
): IndexValue[] {
  const refusal = new StorageError('cursor', 'This cursor does not belong to this list.');
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw refusal;
  }
  if (!Array.isArray(parts)) throw refusal;
  const [sealed, ...key] = parts as unknown[];
  if (sealed !== seal(collection, index, descending)) throw refusal;
  if (key.length !== index.fields.length || !key.every(isIndexValue)) throw refusal;
  return key;
}
