// A query turned into one walk along one declared index, the same for both drivers.
import { decodeCursor } from './cursor.js';
import type { DeclaredCollection, DeclaredIndex } from './declarations.js';
import type { IndexValue, ListQuery } from './port.js';
import { StorageError } from './port.js';

/** No request examines more index entries than this, whatever it filters. */
export const mostExamined = 5_000;

/** Range bounds are compared by their first bytes, as index keys are. */
export const longestBoundBytes = 200;

export interface Scan {
  index: DeclaredIndex;
  equals: readonly IndexValue[];
  /** Bounds on the field after the prefix: from inclusive, to exclusive; undefined is open. */
  from: IndexValue | undefined;
  to: IndexValue | undefined;
  /** Full index key to go on behind. */
  after: readonly IndexValue[] | undefined;
  descending: boolean;
}

type Asked<T> = Pick<ListQuery<T>, 'index' | 'equals' | 'range' | 'order' | 'after'>;

/** @throws StorageError 'no-index' when the index does not serve the query, 'cursor' when `after` is not its own. */
export function toScan<T>(collection: DeclaredCollection, asked: Asked<T>): Scan {
  const index = collection.indexes.get(asked.index);
  if (!index) throw new StorageError('no-index', `Collection ${collection.name} declares no index ${asked.index}.`);
  const refuse = (reason: string): never => {
    throw new StorageError('no-index', `Index ${index.name} of ${collection.name} ${reason}.`);
  };
  const equals = asked.equals ?? [];
  const { from, to } = asked.range ?? {};
  if (equals.length > index.fields.length) refuse('has fewer fields than the query compares');
  if (from !== undefined || to !== undefined) {
    if (equals.length === index.fields.length) refuse('has no field left for a range');
    for (const bound of [from, to]) {
      if (typeof bound === 'string' && Buffer.byteLength(bound) > longestBoundBytes) {
        refuse(`takes range bounds of at most ${longestBoundBytes} bytes`);
      }
    }
  }
  const descending = asked.order === 'descending';
  const after = asked.after === undefined ? undefined : decodeCursor(collection, index, descending, asked.after);
  if (after && equals.some((value, position) => value !== after[position])) {
    throw new StorageError('cursor', 'This cursor does not belong to this list.');
  }
  return { index, equals, from, to, after, descending };
}

export function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > mostExamined) {
    throw new RangeError(`A list holds 1 to ${mostExamined} documents, not ${limit}.`);
  }
}
