// Inserts and guarded replaces of many callers in one bulk, each with its own outcome, majority-written and journaled.
import { mongo } from 'mongoose';
import type { PlainDocument } from '../declarations.js';
import { StorageError, type WriteOutcome } from '../port.js';
import { databaseFailure, inTime, unconfirmed } from './databaseFailure.js';
import type { Durability } from './durability.js';
import type { StoredShape } from './models/createModel.js';
import { liveOnly, type MongoCollectionParts, toStored } from './shapes.js';

export interface MongoWriteParts extends MongoCollectionParts {
  durability: Durability;
}

export type MongoWrite =
  | { kind: 'insert'; document: PlainDocument }
  | { kind: 'replace'; document: PlainDocument; expectedRevision: number };

type Outcome = WriteOutcome | StorageError;

const duplicateKey = 11000;
/** $replaceWith was given something that is no document. */
const notADocument = 40228;
const neverStored = -1;

function toUpdate(parts: MongoWriteParts, write: MongoWrite): mongo.AnyBulkWriteOperation<StoredShape> {
  const { id } = write.document;
  // $literal, because documents may hold text that begins with a dollar sign.
  const stamped = { $mergeObjects: [{ $literal: toStored(parts.collection, write.document) }, { changedAt: '$$NOW' }] };
  if (write.kind === 'insert') {
    const update = [{ $replaceWith: stamped }];
    return { updateOne: { filter: { _id: id, revision: neverStored }, update, upsert: true } };
  }
  // Where nothing matches, the upsert starts from the filter's fields alone, without our stamp, and is made to fail:
  // the write says that it did not happen, and no document that was gone comes back even for a moment.
  const replaceOnly = { $cond: [{ $eq: [{ $type: '$changedAt' }, 'missing'] }, { $literal: neverStored }, stamped] };
  const filter = { _id: id, revision: write.expectedRevision, ...liveOnly(parts) };
  return { updateOne: { filter, update: [{ $replaceWith: replaceOnly }], upsert: true } };
}

function failedOutcome(write: MongoWrite, error: mongo.WriteError): Outcome | 'unmatched' {
  if (error.code === notADocument) return 'unmatched';
  if (error.code !== duplicateKey) return databaseFailure(error);
  const index = /index: (\S+)/.exec(error.errmsg ?? '')?.[1];
  if (index === undefined) return databaseFailure(error);
  if (index !== '_id_') return { ok: false, code: 'duplicate', index };
  return write.kind === 'insert' ? { ok: false, code: 'duplicate', index: 'id' } : { ok: false, code: 'conflict' };
}

/**
 * The operations that MongoDB refused; all others are durable on a majority.
 * The driver wraps even a lost connection as a bulk error without a single refusal, so every operation has to be accounted for.
 */
async function bulkErrors(parts: MongoWriteParts, writes: readonly MongoWrite[]): Promise<mongo.WriteError[]> {
  const operations = writes.map((write) => toUpdate(parts, write)) as unknown as mongo.AnyBulkWriteOperation[];
  const writeConcern = await parts.durability();
  let result: mongo.BulkWriteResult;
  let errors: mongo.WriteError[] = [];
  let cause: unknown;
  try {
    result = await inTime(parts.model.collection.bulkWrite(operations, { ordered: false, writeConcern }));
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    errors = [error.writeErrors].flat();
    result = error.result;
    cause = error;
  }
  const told = result.matchedCount + result.upsertedCount + errors.length;
  // Not yet on a majority is not yet acknowledged either.
  if (told === writes.length && !result.getWriteConcernError()) return errors;
  throw cause instanceof Error ? databaseFailure(cause) : new StorageError('unavailable', unconfirmed);
}

/** Of documents that a guarded replace did not find at its revision: which exist at another one? */
async function idsAlive(parts: MongoWriteParts, ids: readonly string[]): Promise<Set<string>> {
  const alive = await inTime(
    parts.model
      .find({ _id: { $in: ids }, ...liveOnly(parts) }, { _id: 1 })
      .lean()
      .exec(),
  );
  return new Set(alive.map(({ _id }) => _id));
}

async function attempt(parts: MongoWriteParts, writes: readonly MongoWrite[]): Promise<Outcome[]> {
  const outcomes: (Outcome | 'unmatched')[] = writes.map(({ document }) => ({ ok: true, revision: document.revision }));
  for (const error of await bulkErrors(parts, writes)) {
    const write = writes[error.index];
    if (write) outcomes[error.index] = failedOutcome(write, error);
  }
  const unmatched = writes
    .filter((_, position) => outcomes[position] === 'unmatched')
    .map(({ document }) => document.id);
  if (unmatched.length === 0) return outcomes.filter((outcome) => outcome !== 'unmatched');
  const alive = await idsAlive(parts, unmatched);
  return outcomes.map((outcome, position) => {
    if (outcome !== 'unmatched') return outcome;
    return { ok: false, code: alive.has(writes[position]?.document.id ?? '') ? 'conflict' : 'not-found' };
  });
}

function isDuplicate(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && 'code' in outcome && outcome.code === 'duplicate';
}

/** @throws StorageError 'unavailable' when the fate of the whole batch is unknown. */
export async function writeBatch(parts: MongoWriteParts, writes: readonly MongoWrite[]): Promise<Outcome[]> {
  try {
    const outcomes = await attempt(parts, writes);
    const refused = writes.filter((_, position) => isDuplicate(outcomes[position]));
    if (refused.length === 0 || parts.collection.expiring.length === 0) return outcomes;
    // The place may be taken by a document whose time is over and that MongoDB has not cleared away yet.
    await parts.model.deleteMany({ goneAt: { $lte: new Date(parts.clock.now()) } });
    const again = (await attempt(parts, refused)).values();
    return outcomes.map((outcome) => (isDuplicate(outcome) ? (again.next().value ?? outcome) : outcome));
  } catch (error) {
    throw databaseFailure(error);
  }
}
