// Opens the embedded store: the folder is inspected and locked first, so that a refusal leaves everything as it was.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import type { Clock } from '../../base/clock.js';
import type { DeclaredCollection } from '../declarations.js';
import { findDeclared } from '../declarations.js';
import type { StorageLogger } from '../logger.js';
import type { Collection, CollectionDeclaration, Store, StoredDocument, WriteOperation } from '../port.js';
import { StorageError } from '../port.js';
import { storeClosed } from '../storeClosed.js';
import { buildIndexes } from './buildIndexes.js';
import { createDocumentCache } from './documentCache.js';
import { createEmbeddedCollection, queueInsert, queueReplace } from './embeddedCollection.js';
import { type FolderLock, lockFolder } from './folderLock.js';
import { createRecentChanges } from './recentChanges.js';
import { inspectFolder, markFolder, refuseShortened } from './storeFolder.js';
import { surveyFolder } from './surveyFolder.js';
import { startSweeping } from './sweep.js';
import type { Table, Tables } from './tables.js';
import { openTable } from './tables.js';
import { createWriter, durably, type Writer } from './writer.js';

export interface EmbeddedOptions {
  /** The store lives in a folder of its own below. */
  dataDir: string;
  declared: ReadonlyMap<string, DeclaredCollection>;
  clock: Clock;
  logger: StorageLogger;
  upkeep: boolean;
}

/** Tables of dropped collections stay open to count; LMDB wants the number in advance. */
const spareTables = 64;

function openRoot(folder: string, collections: number): RootDatabase<Buffer, Buffer> {
  return open<Buffer, Buffer>({
    path: folder,
    // The promise of a write then means fsync'd, not merely written.
    overlappingSync: false,
    maxDbs: collections * 2 + spareTables,
    keyEncoding: 'binary',
    encoding: 'binary',
  });
}

interface Opened {
  folder: string;
  root: RootDatabase<Buffer, Buffer>;
  meta: Table;
  all: ReadonlyMap<string, Tables>;
  writer: Writer;
  openness: { closing?: Promise<void> };
}

function createStore(
  { folder, meta, all, writer, openness }: Opened,
  options: EmbeddedOptions,
  end: () => Promise<void>,
): Store {
  const tablesOf = (name: string): Tables => {
    const tables = all.get(name);
    if (!tables) throw new StorageError('undeclared', `Collection ${name} was not declared when the store was opened.`);
    tables.checkOpen();
    return tables;
  };
  const queue = (operation: WriteOperation) => {
    const tables = tablesOf(operation.collection);
    return operation.kind === 'insert'
      ? queueInsert(tables, writer, operation.document)
      : queueReplace(tables, writer, operation.document, operation.expectedRevision);
  };
  return {
    kind: 'lmdb',
    collection<T extends StoredDocument>(declaration: CollectionDeclaration<T>): Collection<T> {
      return createEmbeddedCollection<T>(tablesOf(findDeclared(options.declared, declaration).name), writer);
    },
    commit: async (operations) => Promise.all(operations.map(queue)),
    async check() {
      if (openness.closing) throw storeClosed();
      await durably(folder, () => meta.put(Buffer.from('checked'), Buffer.of(1)));
    },
    async time() {
      if (openness.closing) throw storeClosed();
      return options.clock.now();
    },
    close() {
      openness.closing ??= end();
      return openness.closing;
    },
  };
}

async function openTables(folder: string, { declared, clock, upkeep }: EmbeddedOptions): Promise<Opened> {
  const root = openRoot(folder, declared.size);
  const openness: Opened['openness'] = {};
  const checkOpen = () => {
    if (openness.closing) throw storeClosed();
  };
  try {
    const meta = openTable(root, '/meta');
    const all = new Map<string, Tables>();
    for (const collection of declared.values()) {
      const { name } = collection;
      const documents = openTable(root, name);
      const entries = openTable(root, `${name}/indexes`);
      const [recent, cache] = [createRecentChanges(clock), createDocumentCache()];
      const tables = { collection, documents, entries, cache, clock, checkOpen, recent };
      if (upkeep) await durably(folder, () => buildIndexes(root, meta, tables));
      all.set(name, tables);
    }
    return { folder, root, meta, all, writer: createWriter(root, folder), openness };
  } catch (error) {
    await root.close();
    throw error;
  }
}

async function openLocked(folder: string, isNew: boolean, lock: FolderLock, options: EmbeddedOptions): Promise<Store> {
  if (lock.abandoned && !isNew) {
    await refuseShortened(folder, lock.abandoned.bytes);
    await surveyFolder(folder, lock.abandoned);
  }
  const opened = await openTables(folder, options);
  if (isNew) await markFolder(folder);
  const swept = options.upkeep ? [...opened.all.values()] : [];
  const stopSweeping = startSweeping(swept, opened.writer, options.clock, options.logger);
  return createStore(opened, options, async () => {
    await stopSweeping();
    await opened.writer.drained();
    await opened.root.close();
    try {
      await markFolder(folder);
    } catch (error) {
      // The mark of the last start still holds: the file is at least as long as it says.
      options.logger.warn({ error }, 'The mark of the store could not be renewed.');
    }
    await lock.release();
  });
}

/** @throws StorageError 'in-use', 'damaged', 'newer' or 'unavailable' in one line. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Store> {
  const folder = join(options.dataDir, 'store');
  try {
    await mkdir(folder, { recursive: true });
    const isNew = await inspectFolder(folder);
    const lock = await lockFolder(folder);
    try {
      return await openLocked(folder, isNew, lock, options);
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError('unavailable', `The folder ${folder} cannot be opened for writing.`, { cause: error });
  }
}
