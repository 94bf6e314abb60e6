// What the folder says about itself: the format it is written in, and that a store should be there at all.
// LMDB opens an empty file as a new store, so a lost data file would otherwise pass for a quiet city.
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageError } from '../port.js';
import { systemErrorCode } from './systemErrorCode.js';

const format = 1;
const markerName = 'store.json';
const dataFileName = 'data.mdb';

interface Marker {
  format: number;
  /** The data file's length when the store was last closed. LMDB files never shrink. */
  bytes: number;
}

/** 0 for a missing file. */
export async function dataBytes(folder: string): Promise<number> {
  try {
    return (await stat(join(folder, dataFileName))).size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

async function readMarker(folder: string): Promise<Partial<Marker> | undefined> {
  const file = join(folder, markerName);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Partial<Marker>;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    if (!(error instanceof SyntaxError)) throw error;
    throw new StorageError('damaged', `${file} cannot be read; restore the folder from a backup.`, { cause: error });
  }
}

/**
 * LMDB maps the file: reading behind its end would kill the process without a word.
 * @throws StorageError 'damaged' when the file is shorter than it has been.
 */
export async function refuseShortened(folder: string, bytes: number): Promise<void> {
  const now = await dataBytes(folder);
  if (now >= bytes) return;
  const message =
    now === 0
      ? `The data file in ${folder} is missing or empty; restore it from a backup.`
      : `The data file in ${folder} has lost its end (${now} of ${bytes} bytes); restore it from a backup. ` +
        `If this is a backup, remove ${markerName} beside it.`;
  throw new StorageError('damaged', message);
}

/** @returns whether the store is new. @throws StorageError 'damaged' or 'newer', with nothing touched. */
export async function inspectFolder(folder: string): Promise<boolean> {
  const marker = await readMarker(folder);
  if (!marker) return true;
  if (marker.format === undefined || marker.format > format) {
    throw new StorageError('newer', `The folder ${folder} was written by a newer version; start that version instead.`);
  }
  await refuseShortened(folder, Math.max(1, marker.bytes ?? 0));
  return false;
}

/** Called once the first commit is on the disk, and when the store is closed. */
export async function markFolder(folder: string): Promise<void> {
  const marker: Marker = { format, bytes: await dataBytes(folder) };
  const draft = join(folder, `${markerName}.draft`);
  await writeFile(draft, `${JSON.stringify(marker)}\n`);
  const handle = await open(draft, 'r+');
  await handle.sync();
  await handle.close();
  await rename(draft, join(folder, markerName));
}
