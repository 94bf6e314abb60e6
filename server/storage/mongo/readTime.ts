// The database's own clock, read without any right beyond writing: other commands that tell it are kept for administrators.
import type { Connection } from 'mongoose';
import { StorageError } from '../port.js';

/** ms since the epoch, as of some moment while the question was under way. */
export async function readTime(connection: Connection): Promise<number> {
  const checks = connection.collection<{ _id: string; at?: Date }>('storeChecks');
  const told = await checks.findOneAndUpdate(
    { _id: 'clock' },
    { $currentDate: { at: true } },
    // Nothing is kept by it: waiting for the disk would only blur the answer.
    { upsert: true, returnDocument: 'after', writeConcern: { w: 1, journal: false } },
  );
  if (!told?.at) throw new StorageError('unavailable', 'MongoDB did not tell its time.');
  return told.at.getTime();
}
