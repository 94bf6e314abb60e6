// The one road into LMDB: batches of writes, each batch one transaction, acknowledged when it is on the disk.
import type { RootDatabase } from 'lmdb';
import type { GroupCommit } from '../groupCommit.js';
import { createGroupCommit } from '../groupCommit.js';
import type { WriteOutcome } from '../port.js';
import { StorageError } from '../port.js';
import { applyWrite, type EmbeddedWrite } from './applyWrite.js';

export type Writer = GroupCommit<EmbeddedWrite, WriteOutcome>;

// A batch runs on the event loop at about 50 us each; more would be felt as a pause.
const largestBatch = 200;

/** lmdb hands the true reason over as a second, otherwise unhandled, rejection. */
async function reasonOf(error: unknown): Promise<unknown> {
  if (typeof error !== 'object' || error === null || !('commitError' in error)) return error;
  return Promise.resolve(error.commitError).then(
    () => error,
    (reason: unknown) => reason,
  );
}

const inputOutputError = 5;

function writeFailure(folder: string, reason: unknown): StorageError {
  if (reason instanceof StorageError) return reason;
  const code = typeof reason === 'object' && reason !== null && 'code' in reason ? reason.code : undefined;
  // LMDB tells a write that ran out of room as an input/output error.
  const message =
    code === inputOutputError || /ENOSPC|no space/i.test(String(reason))
      ? `The disk that holds ${folder} is full or broken; nothing was written.`
      : `Writing to ${folder} failed; nothing was written.`;
  return new StorageError('unavailable', message, { cause: reason });
}

/** Runs one LMDB write to its end on the disk. @throws StorageError */
export async function durably<Answer>(folder: string, write: () => Promise<Answer>): Promise<Answer> {
  try {
    return await write();
  } catch (error) {
    throw writeFailure(folder, await reasonOf(error));
  }
}

function applyOrRefuse(write: EmbeddedWrite): WriteOutcome | StorageError {
  try {
    return applyWrite(write);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'damaged') return error;
    throw error;
  }
}

export function createWriter(root: RootDatabase<Buffer, Buffer>, folder: string): Writer {
  // A child transaction can be given up as a whole, so an error halfway leaves no entry without its document.
  const flush = (writes: readonly EmbeddedWrite[]) =>
    durably(folder, () => root.childTransaction(() => writes.map(applyOrRefuse)));
  return createGroupCommit<EmbeddedWrite, WriteOutcome>(flush, largestBatch);
}
