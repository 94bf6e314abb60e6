// What the folder says about itself: the format it is written in, and that a store should be there at all.
// LMDB opens an empty file as a new store, so a lost data file would otherwise pass for a quiet city.
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageError } from '../port.js';
import { systemErrorCode } from './systemErrorCode.js';

const format = 1;
const markerName = 'store.json';
export const dataFileName = 'data.mdb';

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readMarker(folder: string): Promise<{ format: unknown } | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, markerName), 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as { format: unknown };
  } catch (error) {
    throw new StorageError('damaged', `${join(folder, markerName)} cannot be read; restore the folder from a backup.`, {
      cause: error,
    });
  }
}

/** @returns whether the store is new. @throws StorageError 'damaged' or 'newer', with nothing touched. */
export async function inspectFolder(folder: string): Promise<boolean> {
  const marker = await readMarker(folder);
  if (!marker) return true;
  if (typeof marker.format !== 'number' || marker.format > format) {
    throw new StorageError('newer', `The folder ${folder} was written by a newer version; start that version instead.`);
  }
  const size = await sizeOf(join(folder, dataFileName));
  if (size === undefined || size === 0) {
    const what = size === undefined ? 'missing' : 'empty';
    throw new StorageError('damaged', `The data file in ${folder} is ${what}; restore it from a backup.`);
  }
  return false;
}

/** Called once the first commit is on the disk. */
export async function markFolder(folder: string): Promise<void> {
  const draft = join(folder, `${markerName}.draft`);
  await writeFile(draft, `${JSON.stringify({ format })}\n`);
  const handle = await open(draft, 'r+');
  await handle.sync();
  await handle.close();
  await rename(draft, join(folder, markerName));
}
