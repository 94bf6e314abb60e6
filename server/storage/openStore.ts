// Opens the store the settings ask for: MongoDB when an address is given, otherwise LMDB in the data folder.
import { type Clock, systemClock } from '../base/clock.js';
import { declareCollections } from './declarations.js';
import { openEmbedded } from './embedded/openEmbedded.js';
import { type StorageLogger, silentLogger } from './logger.js';
import { openMongo } from './mongo/openMongo.js';
import { moves, refuseHalfMoved } from './moves.js';
import type { CollectionDeclaration, Store, StoredDocument } from './port.js';

export interface StoreOptions {
  /** MONGODB_URI; undefined or empty means the embedded store. */
  mongodbUri?: string | undefined;
  dataDir: string;
  /** Every collection that will be asked for. */
  collections: readonly CollectionDeclaration<StoredDocument>[];
  clock?: Clock;
  logger?: StorageLogger;
  /** False for programs that only walk: indexes stay as they are, and nothing expired is cleared away. */
  upkeep?: boolean;
  /** True only for what fills stores: admits one that a move has left half filled. */
  admitsHalfMoved?: boolean;
}

/** @throws StorageError, whose message is one line for the person who starts the product. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { mongodbUri, dataDir, collections, clock = systemClock, logger = silentLogger, upkeep = true } = options;
  const declared = declareCollections([...collections, moves]);
  const parts = { declared, clock, logger, upkeep };
  const store = await (mongodbUri ? openMongo({ uri: mongodbUri, ...parts }) : openEmbedded({ dataDir, ...parts }));
  if (options.admitsHalfMoved) return store;
  try {
    await refuseHalfMoved(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
