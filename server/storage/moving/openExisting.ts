// Opens a store that must be there already: looking for one must not make an empty one that then passes for it.
import { join } from 'node:path';
import { inspectFolder } from '../embedded/storeFolder.js';
import { openStore, type StoreOptions } from '../openStore.js';
import { StorageError, type Store } from '../port.js';
import { MoveError } from './moveError.js';

export function storeFolderOf(dataDir: string): string {
  return join(dataDir, 'store');
}

/** Whether the data folder holds an embedded store. @throws StorageError 'damaged' or 'newer'. */
export async function hasEmbeddedStore(dataDir: string): Promise<boolean> {
  return !(await inspectFolder(storeFolderOf(dataDir)));
}

/** @throws MoveError or StorageError in one line. */
export async function openExisting(options: StoreOptions): Promise<Store> {
  const { mongodbUri, dataDir } = options;
  if (!mongodbUri && !(await hasEmbeddedStore(dataDir))) {
    throw new MoveError(`There is no store in ${dataDir}: set DATA_DIR to the right folder, or set MONGODB_URI.`);
  }
  try {
    return await openStore(options);
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'in-use') throw error;
    throw new MoveError(`${error.message} (A store on MongoDB needs no stop.)`, { cause: error });
  }
}
