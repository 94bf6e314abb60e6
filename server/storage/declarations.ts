// Collections as declared, checked once when the store is opened, so that a query no index serves fails at start-up and not at night.
import type { z } from 'zod';
import type { CollectionDeclaration, IndexValue, StoredDocument } from './port.js';
import { StorageError } from './port.js';

export interface DeclaredIndex {
  name: string;
  /** The key, in order; ends with the id unless the index is unique, so that every key is its own place in the order. */
  fields: readonly string[];
  unique: boolean;
  expiresAfterMs: number | undefined;
}

export interface DeclaredCollection {
  name: string;
  schema: z.ZodType;
  indexes: ReadonlyMap<string, DeclaredIndex>;
  /** Fields that occur in any index, each once. */
  indexedFields: readonly string[];
  /** Indexes by whose first field documents disappear. */
  expiring: readonly DeclaredIndex[];
  tracked: boolean;
  /** Names, fields and uniqueness in one string: tells whether stored entries still fit. */
  signature: string;
}

/** Fields that the drivers keep for themselves. */
export const reservedFields = ['_id', '__v', 'changedAt', 'goneAt'] as const;

// LMDB keys hold 1,978 bytes; with values cut at 200 bytes plus a digest, six parts always fit.
const mostKeyParts = 6;
const namePattern = /^[a-z][A-Za-z0-9]{0,39}$/;
const fieldPattern = /^[A-Za-z][A-Za-z0-9]*$/;

function declareIndex(
  collection: string,
  name: string,
  index: CollectionDeclaration<StoredDocument>['indexes'][string],
): DeclaredIndex {
  const refuse = (reason: string): never => {
    throw new StorageError('no-index', `Index ${name} of ${collection} ${reason}.`);
  };
  const isTaken = name === 'id' || reservedFields.some((reserved) => reserved === name);
  if (!namePattern.test(name) || isTaken) refuse('needs another name');
  if (index.fields.length === 0) refuse('names no field');
  if (new Set(index.fields).size !== index.fields.length) refuse('names a field twice');
  for (const field of index.fields) {
    if (!fieldPattern.test(field)) refuse(`names "${field}", which is not a top-level field`);
    if (reservedFields.some((reserved) => reserved === field))
      refuse(`names "${field}", which storage keeps for itself`);
  }
  const unique = index.unique ?? false;
  const fields = unique || index.fields.includes('id') ? [...index.fields] : [...index.fields, 'id'];
  if (fields.length > mostKeyParts) refuse(`has more than ${mostKeyParts} parts`);
  if (index.expiresAfterMs !== undefined && !(index.expiresAfterMs >= 0)) refuse('expires after less than nothing');
  return { name, fields, unique, expiresAfterMs: index.expiresAfterMs };
}

function signatureOf(declaration: CollectionDeclaration<StoredDocument>): string {
  return JSON.stringify(
    Object.entries(declaration.indexes)
      .map(([name, { fields, unique }]) => [name, fields, unique ?? false] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** @throws StorageError 'undeclared' or 'no-index' for a declaration that no driver can serve. */
export function declareCollections(
  declarations: readonly CollectionDeclaration<StoredDocument>[],
): ReadonlyMap<string, DeclaredCollection> {
  const declared = new Map<string, DeclaredCollection>();
  for (const declaration of declarations) {
    const { name } = declaration;
    if (!namePattern.test(name)) throw new StorageError('undeclared', `A collection cannot be called "${name}".`);
    if (declared.has(name)) throw new StorageError('undeclared', `Collection ${name} is declared twice.`);
    const indexes = Object.entries(declaration.indexes).map(([index, value]) => declareIndex(name, index, value));
    for (const index of indexes) {
      const twin = indexes.find((other) => other.name !== index.name && other.fields.join() === index.fields.join());
      if (twin) throw new StorageError('no-index', `Indexes ${index.name} and ${twin.name} of ${name} are the same.`);
    }
    declared.set(name, {
      name,
      schema: declaration.schema,
      indexes: new Map(indexes.map((index) => [index.name, index])),
      indexedFields: [...new Set(indexes.flatMap(({ fields }) => fields))],
      expiring: indexes.filter((index) => index.expiresAfterMs !== undefined),
      tracked: declaration.tracked ?? false,
      signature: signatureOf(declaration),
    });
  }
  return declared;
}

/** @throws StorageError 'undeclared' when the store was opened without it, or with other indexes. */
export function findDeclared(
  declared: ReadonlyMap<string, DeclaredCollection>,
  declaration: CollectionDeclaration<StoredDocument>,
): DeclaredCollection {
  const found = declared.get(declaration.name);
  if (!found || found.signature !== signatureOf(declaration)) {
    throw new StorageError('undeclared', `Collection ${declaration.name} was not declared when the store was opened.`);
  }
  return found;
}

/** A stored document as the drivers see it: checked, plain, keyed by field. */
export type PlainDocument = StoredDocument & Readonly<Record<string, unknown>>;

/** The value under which an index files this field; a missing one is filed as null. */
export function indexValueOf(document: PlainDocument, field: string): IndexValue {
  const value = document[field];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

/** When the document disappears, ms since the epoch; undefined for never. */
export function goneAt(collection: DeclaredCollection, document: PlainDocument): number | undefined {
  let earliest: number | undefined;
  for (const { fields, expiresAfterMs = 0 } of collection.expiring) {
    const time = document[fields[0] ?? ''];
    if (typeof time !== 'number') continue;
    earliest = Math.min(earliest ?? Number.POSITIVE_INFINITY, time + expiresAfterMs);
  }
  return earliest;
}

/** @throws StorageError 'no-index' when nobody keeps count of this collection's changes. */
export function requireTracked({ name, tracked }: DeclaredCollection): void {
  if (!tracked) throw new StorageError('no-index', `Collection ${name} is not declared as tracked.`);
}
