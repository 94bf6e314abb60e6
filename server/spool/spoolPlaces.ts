// Who writes where: every process has a numbered folder to itself, and takes over those whose owner has died.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FolderLock, lockFolder } from '../storage/embedded/folderLock.js';
import { StorageError } from '../storage/port.js';
import { segmentNumber } from './segments.js';

export interface SpoolPlace {
  folder: string;
  lock: FolderLock;
}

export interface LeftFile {
  path: string;
  number: number;
  read(): Promise<Buffer>;
}

/** Processes that share one data folder; more of them would not share one machine. */
const mostPlaces = 64;

async function tryLock(folder: string): Promise<FolderLock | undefined> {
  try {
    return await lockFolder(folder);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'in-use') return undefined;
    throw error;
  }
}

/** The first folder that nobody living holds. @throws StorageError 'in-use' when there is none. */
export async function claimPlace(root: string): Promise<SpoolPlace> {
  for (let number = 1; number <= mostPlaces; number += 1) {
    const folder = join(root, String(number));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = await tryLock(folder);
    if (lock) return { folder, lock };
  }
  throw new StorageError('in-use', `All ${mostPlaces} folders in ${root} are in use by running processes.`);
}

/** What was left in a folder, oldest first. */
export async function leftFiles(folder: string): Promise<LeftFile[]> {
  const files = (await readdir(folder)).flatMap((name): LeftFile[] => {
    const number = segmentNumber(name);
    const path = join(folder, name);
    return number === undefined ? [] : [{ path, number, read: () => readFile(path) }];
  });
  return files.sort((a, b) => a.number - b.number);
}

/** Other folders with something in them whose owner has died; locked for us. */
export async function takeOverPlaces(root: string, held: ReadonlySet<string>): Promise<SpoolPlace[]> {
  const places: SpoolPlace[] = [];
  for (const name of await readdir(root)) {
    const folder = join(root, name);
    if (!/^\d{1,2}$/.test(name) || held.has(folder) || (await leftFiles(folder)).length === 0) continue;
    const lock = await tryLock(folder);
    if (lock) places.push({ folder, lock });
  }
  return places;
}
