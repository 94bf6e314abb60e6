// Opens the store on MongoDB: one connection pool, one model per collection, one group commit per collection.
import { type Connection, type ConnectOptions, createConnection } from 'mongoose';
import type { Clock } from '../../base/clock.js';
import type { DeclaredCollection } from '../declarations.js';
import { findDeclared } from '../declarations.js';
import { createGroupCommit } from '../groupCommit.js';
import type { StorageLogger } from '../logger.js';
import type {
  Collection,
  CollectionDeclaration,
  Store,
  StoredDocument,
  WriteOperation,
  WriteOutcome,
} from '../port.js';
import { StorageError } from '../port.js';
import { storeClosed } from '../storeClosed.js';
import { asking, databaseFailure } from './databaseFailure.js';
import { createDurability, majority } from './durability.js';
import { ensureIndexes } from './ensureIndexes.js';
import { createModel } from './models/createModel.js';
import { createMongoCollection, type MongoCollection, queueInsert, queueReplace } from './mongoCollection.js';
import { readTime } from './readTime.js';
import { reopenWhenStuck, type StuckWatch } from './reopenWhenStuck.js';
import { type MongoWrite, writeBatch } from './writeBatch.js';

export interface MongoOptions {
  uri: string;
  declared: ReadonlyMap<string, DeclaredCollection>;
  clock: Clock;
  logger: StorageLogger;
  upkeep: boolean;
}

const databaseWhenUnnamed = 'samsamsam';
// Long enough for an election in a replica set to be noticed and retried by callers, short enough not to pile up requests.
const answerWithinMs = 3_000;
/** A server that took the request and went silent. */
const silentForMs = 8_000;
/** Making an index over a grown collection may take minutes. */
const asLongAsItTakes = 0;
/** Of 6 kB documents: about 3 MB in one message. */
const largestBatch = 500;
const poolSize = 20;

function namesDatabase(uri: string): boolean {
  return /^mongodb(\+srv)?:\/\/[^/]+\/[^?]+/.test(uri);
}

function connectOptions(uri: string, socketTimeoutMS: number): ConnectOptions {
  return {
    ...(namesDatabase(uri) ? {} : { dbName: databaseWhenUnnamed }),
    appName: 'samsamsam',
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    serverSelectionTimeoutMS: answerWithinMs,
    connectTimeoutMS: answerWithinMs,
    socketTimeoutMS,
    maxPoolSize: poolSize,
    writeConcern: majority,
  };
}

async function connect({ uri, logger }: MongoOptions, socketTimeoutMS: number): Promise<Connection> {
  let connection: Connection | undefined;
  try {
    connection = createConnection(uri, connectOptions(uri, socketTimeoutMS));
    connection.on('error', (error) => logger.warn({ error }, 'The connection to MongoDB failed.'));
    return await connection.asPromise();
  } catch (error) {
    await connection?.close();
    throw databaseFailure(error);
  }
}

function createStore(
  connection: Connection,
  watch: StuckWatch,
  all: ReadonlyMap<string, MongoCollection>,
  declared: MongoOptions['declared'],
): Store {
  let closing: Promise<void> | undefined;
  const partsOf = (name: string): MongoCollection => {
    if (closing) throw storeClosed();
    const parts = all.get(name);
    if (!parts) throw new StorageError('undeclared', `Collection ${name} was not declared when the store was opened.`);
    return parts;
  };
  const queue = (operation: WriteOperation) => {
    const parts = partsOf(operation.collection);
    return operation.kind === 'insert'
      ? queueInsert(parts, operation.document)
      : queueReplace(parts, operation.document, operation.expectedRevision);
  };
  const end = async () => {
    watch.stop();
    for (const { writer } of all.values()) await writer.drained();
    // A connection that we end ourselves is not lost.
    connection.removeAllListeners('disconnected');
    await connection.close();
  };
  return {
    kind: 'mongodb',
    collection<T extends StoredDocument>(declaration: CollectionDeclaration<T>): Collection<T> {
      return createMongoCollection<T>(partsOf(findDeclared(declared, declaration).name));
    },
    commit: async (operations) => Promise.all(operations.map(queue)),
    check: () =>
      asking(async () => {
        if (closing) throw storeClosed();
        const checks = connection.collection<{ _id: string }>('storeChecks');
        await checks.updateOne({ _id: 'write' }, { $currentDate: { at: true } }, { upsert: true });
      }),
    time: () =>
      asking(async () => {
        if (closing) throw storeClosed();
        return readTime(connection);
      }),
    close() {
      closing ??= end();
      return closing;
    },
  };
}

async function makeIndexes(options: MongoOptions): Promise<void> {
  const connection = await connect(options, asLongAsItTakes);
  try {
    for (const collection of options.declared.values()) await ensureIndexes(createModel(connection, collection));
  } finally {
    await connection.close();
  }
}

/** @throws StorageError 'unavailable' or 'no-index' in one line that names no secret. */
export async function openMongo(options: MongoOptions): Promise<Store> {
  const { declared, clock } = options;
  if (options.upkeep) await makeIndexes(options);
  const connection = await connect(options, silentForMs);
  connection.on('disconnected', () => options.logger.warn({}, 'The connection to MongoDB was lost; trying again.'));
  connection.on('reconnected', () => options.logger.info({}, 'MongoDB answers again.'));
  const durability = createDurability(connection);
  const all = new Map<string, MongoCollection>();
  for (const collection of declared.values()) {
    const parts = { collection, model: createModel(connection, collection), clock, durability };
    const writer = createGroupCommit<MongoWrite, WriteOutcome>((writes) => writeBatch(parts, writes), largestBatch);
    all.set(collection.name, { ...parts, writer });
  }
  const watch = reopenWhenStuck({
    connection,
    limitMs: answerWithinMs,
    open: () => connection.openUri(options.uri, connectOptions(options.uri, silentForMs)),
    clock,
    onReopen: () => options.logger.warn({}, 'The connection to MongoDB is stuck and is opened anew.'),
  });
  return createStore(connection, watch, all, declared);
}
