// Opens the store the settings ask for: MongoDB when an address is given, otherwise LMDB in the data folder.
import { type Clock, systemClock } from '../base/clock.js';
import { declareCollections } from './declarations.js';
import { openEmbedded } from './embedded/openEmbedded.js';
import { type StorageLogger, silentLogger } from './logger.js';
import { openMongo } from './mongo/openMongo.js';
import type { CollectionDeclaration, Store, StoredDocument } from './port.js';

export interface StoreOptions {
  /** MONGODB_URI; undefined or empty means the embedded store. */
  mongodbUri?: string | undefined;
  dataDir: string;
  /** Every collection that will be asked for. */
  collections: readonly CollectionDeclaration<StoredDocument>[];
  clock?: Clock;
  logger?: StorageLogger;
}

/** @throws StorageError, whose message is one line for the person who starts the product. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { mongodbUri, dataDir, collections, clock = systemClock, logger = silentLogger } = options;
  const declared = declareCollections(collections);
  if (mongodbUri) return openMongo({ uri: mongodbUri, declared, clock, logger });
  return openEmbedded({ dataDir, declared, clock, logger });
}
