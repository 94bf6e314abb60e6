// What changed, from the index {changedAt, _id, revision} alone. Every write is stamped by the database's clock, so that
// the answer does not depend on which process wrote or on what its own clock says.
import { mongo } from 'mongoose';
import { requireTracked } from '../declarations.js';
import { type ChangeQuery, type Changes, StorageError } from '../port.js';
import { mostExamined } from '../scan.js';
import { changeIndex, changeKey, type StoredShape } from './models/createModel.js';
import type { MongoCollectionParts } from './shapes.js';

/** An entry's place in the index. */
type Place = readonly [changedAt: number, id: string, revision: number];

const beginning: Place = [0, '', 0];

function readMarker(marker: string): Place {
  const place: unknown = /^\[.+\]$/.test(marker) ? JSON.parse(marker) : undefined;
  const [changedAt, id, revision]: unknown[] = Array.isArray(place) ? place : [];
  if (typeof changedAt === 'number' && typeof id === 'string' && typeof revision === 'number') {
    return [changedAt, id, revision];
  }
  throw new StorageError('cursor', 'This is not a marker of changes.');
}

/** Inclusive: the entry at the marker comes again, which a reader that compares revisions does not mind. */
function lowerBound([changedAt, id, revision]: Place, overlapMs: number): mongo.Document {
  if (overlapMs === 0) return { changedAt: new Date(changedAt), _id: id, revision };
  return { changedAt: new Date(changedAt - overlapMs), _id: new mongo.MinKey(), revision: new mongo.MinKey() };
}

const projection = { changedAt: 1, _id: 1, revision: 1 } as const;
const backwards = { changedAt: -1, _id: -1, revision: -1 } as const;

function placeOf({ changedAt, _id, revision }: StoredShape): Place {
  return [changedAt.getTime(), _id, revision];
}

function read({ model }: MongoCollectionParts, options: mongo.FindOptions): mongo.FindCursor<StoredShape> {
  const cursor = model.collection.find({}, { hint: changeIndex, projection, ...options });
  return cursor as unknown as mongo.FindCursor<StoredShape>;
}

export function findChanges(
  parts: MongoCollectionParts,
  place: Place,
  overlapMs: number,
  limit: number,
): mongo.FindCursor<StoredShape> {
  // One batch: what was written while the first one travelled is the next question's.
  return read(parts, { sort: changeKey, min: lowerBound(place, overlapMs), limit, batchSize: limit + 1 });
}

export async function readChanges(
  parts: MongoCollectionParts,
  { after, overlapMs = 0 }: ChangeQuery,
  limit = mostExamined,
): Promise<Changes> {
  requireTracked(parts.collection);
  if (after === undefined) {
    const [newest] = await read(parts, { sort: backwards, limit: 1 }).toArray();
    return { entries: [], marker: JSON.stringify(newest ? placeOf(newest) : beginning), isComplete: true };
  }
  const found = await findChanges(parts, readMarker(after), overlapMs, limit).toArray();
  const last = found.at(-1);
  return {
    entries: found.map(({ _id, revision }) => ({ id: _id, revision })),
    // An answer that stopped early goes on where it stopped, be that before the marker it was given.
    marker: last ? JSON.stringify(placeOf(last)) : after,
    isComplete: found.length < limit,
  };
}
