// Databases that a test can stop and start again: MongoDB behind a proxy, LMDB behind a wrapper, since it lives in our own process.
import { collections } from '../../server/collections.js';
import { openStore } from '../../server/storage/openStore.js';
import { type Collection, StorageError, type Store, type StoredDocument } from '../../server/storage/port.js';
import { startCuttingProxy } from '../storage/mongo/cuttingProxy.js';
import { storeLanes, throwAwayDatabase } from './storeLanes.js';

export interface StoppableStore {
  store: Store;
  /** 'cut': every request fails. 'hung': none is answered. */
  stop(how: 'cut' | 'hung'): void;
  start(): void;
  dispose(): Promise<void>;
}

export interface StoppableLane {
  title: string;
  open(): Promise<StoppableStore>;
}

function stoppable(inner: Store): Omit<StoppableStore, 'dispose'> {
  let stopped: 'cut' | 'hung' | undefined;
  const held: (() => void)[] = [];

  async function ask<T>(request: () => Promise<T>): Promise<T> {
    while (stopped === 'hung') await new Promise<void>((resolve) => void held.push(resolve));
    if (stopped) throw new StorageError('unavailable', 'The database does not answer.');
    return request();
  }

  function guard<T extends StoredDocument>(collection: Collection<T>): Collection<T> {
    return new Proxy(collection, {
      get(target, name, receiver) {
        const operation: unknown = Reflect.get(target, name, receiver);
        if (typeof operation !== 'function') return operation;
        return (...given: unknown[]) => ask(() => Reflect.apply(operation, target, given) as Promise<unknown>);
      },
    });
  }

  return {
    store: {
      ...inner,
      collection: (declaration) => guard(inner.collection(declaration)),
      commit: (operations) => ask(() => inner.commit(operations)),
      check: () => ask(() => inner.check()),
    },
    stop(how) {
      stopped = how;
    },
    start() {
      stopped = undefined;
      for (const go of held.splice(0)) go();
    },
  };
}

async function openBehindProxy(serverUri: string): Promise<StoppableStore> {
  const proxy = await startCuttingProxy(throwAwayDatabase(serverUri));
  const store = await openStore({ mongodbUri: proxy.uri, dataDir: '', collections });
  return {
    store,
    stop: (how) => (how === 'cut' ? proxy.cut() : proxy.silence()),
    start: () => proxy.restore(),
    async dispose() {
      await store.close();
      const { createConnection } = await import('mongoose');
      const connection = await createConnection(proxy.uri).asPromise();
      await connection.dropDatabase();
      await connection.close();
      await proxy.close();
    },
  };
}

/** LMDB always; MongoDB when TEST_MONGODB_URI names a server. */
export function stoppableLanes(): StoppableLane[] {
  const serverUri = process.env['TEST_MONGODB_URI'];
  return storeLanes().map((lane) => ({
    title: lane.title,
    async open() {
      if (lane.name === 'MongoDB' && serverUri) return openBehindProxy(serverUri);
      const opened = await lane.open(collections);
      return { ...stoppable(opened.store), dispose: () => opened.dispose() };
    },
  }));
}
