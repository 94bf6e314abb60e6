// The storage port: the few operations every feature is written on, whichever database stands behind it (STORAGE.md).
// Acknowledged means durable. Atomicity is per document. Cursors are opaque strings. A document that was read belongs to all
// who read it: it may be frozen, and nobody changes it. One that is given to be written stays its caller's own.
import type { z } from 'zod';

/** Every stored document has a string id; `revision` is set by the store: 1 at insert, +1 at each replace. */
export interface StoredDocument {
  id: string;
  revision: number;
}

export interface IndexDeclaration {
  /** Top-level fields, compared in this order; values are string, number, boolean or null. The id is appended as a tie-break when absent. */
  fields: readonly string[];
  unique?: boolean;
  /** The first field is a time in ms; documents disappear this long after it. */
  expiresAfterMs?: number;
}

export interface CollectionDeclaration<T extends StoredDocument> {
  name: string;
  schema: z.ZodType<T>;
  indexes: Record<string, IndexDeclaration>;
  /** Its changes can be asked for; costs one more index in MongoDB. */
  tracked?: boolean;
}

export type IndexValue = string | number | boolean | null;

export interface ListQuery<T> {
  index: string;
  /** Equality prefix, in the index's field order. */
  equals?: readonly IndexValue[];
  /** Bounds on the field right after the prefix: from inclusive, to exclusive. */
  range?: { from?: IndexValue; to?: IndexValue };
  /** Filters the rest; runs in this process on whole documents. */
  where?: (document: T) => boolean;
  order?: 'ascending' | 'descending';
  after?: string;
  /** 1 to 200 documents, or up to 5,000 for folds. */
  limit: number;
}

export interface Page<T> {
  items: T[];
  /** null when the listing is complete; otherwise where to go on, also when it stopped early at `examined`. */
  nextCursor: string | null;
  examined: number;
}

export interface ChangeQuery {
  /** The marker of the last answer; without it the answer only says where to begin. */
  after?: string;
  /** Tells again what was committed up to so long before the marker: commits become visible out of order. */
  overlapMs?: number;
}

export interface Changes {
  entries: { id: string; revision: number }[];
  /** Where to go on; an opaque string. */
  marker: string;
  /** False when the answer stopped early: ask again from the marker, without overlap. */
  isComplete: boolean;
}

export type WriteOutcome =
  | { ok: true; revision: number }
  | { ok: false; code: 'duplicate'; index: string }
  | { ok: false; code: 'conflict' }
  | { ok: false; code: 'not-found' }
  | { ok: false; code: 'invalid'; message: string };

export type WriteOperation =
  | { kind: 'insert'; collection: string; document: StoredDocument }
  | { kind: 'replace'; collection: string; document: StoredDocument; expectedRevision: number };

export interface Collection<T extends StoredDocument> {
  get(id: string): Promise<T | undefined>;
  /** In the order asked for, each once; missing ones are left out. */
  getMany(ids: readonly string[]): Promise<T[]>;
  /** The document's own `revision` is ignored; the outcome carries the stored one. */
  insert(document: T): Promise<WriteOutcome>;
  replace(document: T, expectedRevision: number): Promise<WriteOutcome>;
  list(query: ListQuery<T>): Promise<Page<T>>;
  /** Exact up to `bound`, then { count: bound, more: true }. */
  count(
    query: Omit<ListQuery<T>, 'limit' | 'after' | 'order'>,
    bound: number,
  ): Promise<{ count: number; more: boolean }>;
  remove(id: string): Promise<boolean>;
  removeRange(query: Pick<ListQuery<T>, 'index' | 'equals' | 'range'>): Promise<number>;
  /** The whole collection in slices, each document once, in the order of ids; other work gets its turn in between. */
  walk(): AsyncIterable<T[]>;
  /**
   * What was committed behind a marker, by whichever process; removals are not told. At most 5,000 at once.
   * @throws StorageError 'no-index' unless the collection is declared as tracked.
   */
  changes(query: ChangeQuery): Promise<Changes>;
  /** As `insert`, but at the document's own revision: only for moving a store elsewhere, so that guarded writers go on. */
  load(document: T): Promise<WriteOutcome>;
  /** How many documents there are, about and at once: good for a progress bar. */
  size(): Promise<number>;
}

export interface Store {
  readonly kind: 'lmdb' | 'mongodb';
  /** Throws StorageError 'undeclared' unless the collection was declared when the store was opened. */
  collection<T extends StoredDocument>(declaration: CollectionDeclaration<T>): Collection<T>;
  /** Many writes in one durable step, each with its own outcome, in the order given. */
  commit(operations: readonly WriteOperation[]): Promise<WriteOutcome[]>;
  /** Resolves when the database answers a write-capable round trip; throws StorageError 'unavailable' otherwise. */
  check(): Promise<void>;
  /** The database's own clock, ms since the epoch. */
  time(): Promise<number>;
  close(): Promise<void>;
}

export type StorageErrorCode = 'unavailable' | 'cursor' | 'undeclared' | 'no-index' | 'in-use' | 'damaged' | 'newer';

/** Anything that went wrong below the port, in one sentence a person can act on. */
export class StorageError extends Error {
  override name = 'StorageError';
  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
