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
import { buildIndexes } from './buildIndexes.js';
import { createEmbeddedCollection, queueInsert, queueReplace } from './embeddedCollection.js';
import { lockFolder } from './folderLock.js';
import { inspectFolder, markFolder } from './storeFolder.js';
import { startSweeping } from './sweep.js';
import type { Table, Tables } from './tables.js';
import { openTable, openTables } from './tables.js';
import { createWriter, type Writer, writeFailure } from './writer.js';

export interface EmbeddedOptions {
  /** The store lives in a folder of its own below. */
  dataDir: string;
  declared: ReadonlyMap<string, DeclaredCollection>;
  clock: Clock;
  logger: StorageLogger;
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
}

function createStore(
  { folder, meta, all, writer }: Opened,
  declared: EmbeddedOptions['declared'],
  end: () => Promise<void>,
): Store {
  let closing: Promise<void> | undefined;
  const tablesOf = (name: string): Tables => {
    if (closing) throw new StorageError('unavailable', 'The store is closed.');
    const tables = all.get(name);
    if (!tables) throw new StorageError('undeclared', `Collection ${name} was not declared when the store was opened.`);
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
      return createEmbeddedCollection<T>(tablesOf(findDeclared(declared, declaration).name), writer);
    },
    commit: async (operations) => Promise.all(operations.map(queue)),
    async check() {
      if (closing) throw new StorageError('unavailable', 'The store is closed.');
      try {
        await meta.put(Buffer.from('checked'), Buffer.of(1));
      } catch (error) {
        throw writeFailure(folder, error);
      }
    },
    close() {
      closing ??= end();
      return closing;
    },
  };
}

async function openTablesOf(folder: string, options: EmbeddedOptions): Promise<Opened> {
  const { declared, clock } = options;
  const root = openRoot(folder, declared.size);
  try {
    const meta = openTable(root, '/meta');
    const all = new Map<string, Tables>();
    for (const collection of declared.values()) {
      const tables = openTables(root, collection, clock);
      await buildIndexes(root, meta, tables);
      all.set(collection.name, tables);
    }
    return { folder, root, meta, all, writer: createWriter(root, folder) };
  } catch (error) {
    await root.close();
    throw error;
  }
}

/** @throws StorageError 'in-use', 'damaged', 'newer' or 'unavailable' in one line. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Store> {
  const folder = join(options.dataDir, 'store');
  try {
    await mkdir(folder, { recursive: true });
    const isNew = await inspectFolder(folder);
    const lock = await lockFolder(folder);
    try {
      const opened = await openTablesOf(folder, options);
      if (isNew) await markFolder(folder);
      const stopSweeping = startSweeping([...opened.all.values()], opened.writer, options.clock, options.logger);
      return createStore(opened, options.declared, async () => {
        await stopSweeping();
        await opened.writer.drained();
        await opened.root.close();
        await lock.release();
      });
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError('unavailable', `The folder ${folder} cannot be opened for writing.`, { cause: error });
  }
}
