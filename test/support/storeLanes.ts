// Runs the same tests on both databases: every lane opens stores in a throw-away folder or database and leaves nothing behind.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../server/base/clock.js';
import { openStore, type StoreOptions } from '../../server/storage/openStore.js';
import type { CollectionDeclaration, Store, StoredDocument } from '../../server/storage/port.js';

type Manner = Pick<StoreOptions, 'upkeep' | 'admitsHalfMoved'>;

export interface OpenedLane {
  store: Store;
  /** Closes the store and opens the same data again, optionally under other declarations or in another manner. */
  reopen(collections?: readonly CollectionDeclaration<StoredDocument>[], manner?: Manner): Promise<Store>;
  /** Closes the store and throws the data away. */
  dispose(): Promise<void>;
}

export interface StoreLane {
  name: 'LMDB' | 'MongoDB';
  /** For test titles: the closing lines of a run count by it. */
  title: '[LMDB]' | '[MongoDB]';
  open(collections: readonly CollectionDeclaration<StoredDocument>[], clock?: Clock): Promise<OpenedLane>;
}

type Opener = (collections: readonly CollectionDeclaration<StoredDocument>[], manner?: Manner) => Promise<Store>;

async function openLane(
  open: Opener,
  collections: readonly CollectionDeclaration<StoredDocument>[],
  discard: () => Promise<void>,
): Promise<OpenedLane> {
  const lane: OpenedLane = {
    store: await open(collections),
    async reopen(others = collections, manner = {}) {
      await lane.store.close();
      lane.store = await open(others, manner);
      return lane.store;
    },
    async dispose() {
      await lane.store.close();
      await discard();
    },
  };
  return lane;
}

const embedded: StoreLane = {
  name: 'LMDB',
  title: '[LMDB]',
  async open(collections, clock = systemClock) {
    const dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-'));
    const open: Opener = (declared, manner) => openStore({ dataDir, collections: declared, clock, ...manner });
    return openLane(open, collections, () => rm(dataDir, { recursive: true, force: true }));
  },
};

/** The server's address with a database of our own in it. */
export function throwAwayDatabase(serverUri: string): string {
  const uri = new URL(serverUri);
  uri.pathname = `/samsamsam-test-${randomUUID()}`;
  return uri.href;
}

function mongo(serverUri: string): StoreLane {
  return {
    name: 'MongoDB',
    title: '[MongoDB]',
    async open(collections, clock = systemClock) {
      const mongodbUri = throwAwayDatabase(serverUri);
      const open: Opener = (declared, manner) =>
        openStore({ mongodbUri, dataDir: '', collections: declared, clock, ...manner });
      return openLane(open, collections, async () => {
        const { createConnection } = await import('mongoose');
        const connection = await createConnection(mongodbUri).asPromise();
        await connection.dropDatabase();
        await connection.close();
      });
    },
  };
}

/** LMDB always; MongoDB when TEST_MONGODB_URI names a server. */
export function storeLanes(): StoreLane[] {
  const serverUri = process.env.TEST_MONGODB_URI;
  return serverUri ? [embedded, mongo(serverUri)] : [embedded];
}
