// Between our documents and MongoDB's: `id` is `_id` there, and the store's own stamps never come out.
import type { Clock } from '../../base/clock.js';
import type { DeclaredCollection, PlainDocument } from '../declarations.js';
import { goneAt } from '../declarations.js';
import type { StoredModel, StoredShape } from './models/createModel.js';

export interface MongoCollectionParts {
  collection: DeclaredCollection;
  model: StoredModel;
  clock: Clock;
}

export function toStored(collection: DeclaredCollection, document: PlainDocument): Omit<StoredShape, 'changedAt'> {
  const { id, ...fields } = document;
  const gone = goneAt(collection, document);
  return { _id: id, ...fields, ...(gone === undefined ? {} : { goneAt: new Date(gone) }) };
}

export function fromStored({ _id, changedAt: _changedAt, goneAt: _goneAt, ...fields }: StoredShape): PlainDocument {
  return { ...fields, id: _id };
}

/** Leaves out what has expired; MongoDB itself clears it away only once a minute. */
export function liveOnly({ collection, clock }: MongoCollectionParts): { goneAt?: { $not: { $lte: Date } } } {
  return collection.expiring.length > 0 ? { goneAt: { $not: { $lte: new Date(clock.now()) } } } : {};
}
