// A wrong address, a MongoDB that does not answer, and a connection lost in the middle of commits: every caller is told
// something true, in one line and without the password, and the store comes back by itself.

import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createConnection } from 'mongoose';
import { openStore } from '../../../server/storage/openStore.js';
import type { Store } from '../../../server/storage/port.js';
import { throwAwayDatabase } from '../../support/storeLanes.js';
import { makeNote, notes } from '../samples.js';
import { type CuttingProxy, startCuttingProxy } from './cuttingProxy.js';

const open = (mongodbUri: string) => openStore({ mongodbUri, dataDir: '', collections: [notes] });

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('opening a store on MongoDB', () => {
  test.each(['nonsense', 'http://db.example/x', 'mongodb://', 'mongodb://user:secret@/x', 'mongodb://host:99999/x'])(
    'refuses the address %s',
    async (uri) => {
      const refusal = {
        name: 'StorageError',
        code: 'unavailable',
        message: 'MONGODB_URI is not a valid MongoDB address.',
      };
      await expect(open(uri)).rejects.toMatchObject(refusal);
    },
  );

  test('gives up within seconds where nobody listens, and keeps the password to itself', async () => {
    const uri = `mongodb://user:secret@127.0.0.1:${await closedPort()}/city?directConnection=true`;
    const failure: unknown = await open(uri).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'StorageError',
      code: 'unavailable',
      message: expect.stringContaining('does not answer'),
    });
    expect(String(failure)).not.toMatch(/secret|\n/);
  });
});

const serverUri = process.env.TEST_MONGODB_URI;

if (serverUri) {
  describe('a lost connection [MongoDB]', () => {
    let databaseUri: string;
    let proxy: CuttingProxy;
    let store: Store;
    beforeEach(async () => {
      databaseUri = throwAwayDatabase(serverUri);
      proxy = await startCuttingProxy(databaseUri);
      store = await openStore({ mongodbUri: proxy.uri, dataDir: '', collections: [notes] });
    });
    afterEach(async () => {
      await store.close();
      await proxy.close();
      const connection = await createConnection(databaseUri).asPromise();
      await connection.dropDatabase();
      await connection.close();
    });

    test('leaves no acknowledged write missing and no caller without an answer', async () => {
      const collection = store.collection(notes);
      const acknowledged: string[] = [];
      const refused: unknown[] = [];
      let cutting = true;
      async function write(writer: number): Promise<void> {
        for (let count = 0; cutting || count < 5; count += 1) {
          const id = `${writer}-${count}`;
          try {
            const outcome = await collection.insert(makeNote(id, { raw: [['Body', 'x'.repeat(3_000)]] }));
            if (outcome.ok) acknowledged.push(id);
            else refused.push(outcome);
          } catch (error) {
            refused.push(error);
          }
        }
      }
      const writing = Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)));
      for (const enough of [100, 300, 500]) {
        while (acknowledged.length < enough) await new Promise((resolve) => setImmediate(resolve));
        proxy.cut();
        proxy.restore();
      }
      cutting = false;
      await writing;
      expect(await collection.getMany(acknowledged)).toHaveLength(acknowledged.length);
      expect(refused.length).toBeGreaterThan(0);
      for (const refusal of refused) expect(refusal).toMatchObject({ name: 'StorageError', code: 'unavailable' });
    });

    test('is told within seconds while nobody answers, and is over as soon as somebody does', async () => {
      const collection = store.collection(notes);
      proxy.cut();
      const refusal = { name: 'StorageError', code: 'unavailable' };
      await expect(store.check()).rejects.toMatchObject(refusal);
      await expect(collection.insert(makeNote('one'))).rejects.toMatchObject(refusal);
      await expect(collection.get('one')).rejects.toMatchObject(refusal);
      proxy.restore();
      await expect(store.check()).resolves.toBeUndefined();
      expect(await collection.insert(makeNote('one'))).toEqual({ ok: true, revision: 1 });
    });

    test('that only went silent is told as well', async () => {
      proxy.silence();
      const refusal = { name: 'StorageError', code: 'unavailable' };
      await expect(store.collection(notes).insert(makeNote('one'))).rejects.toMatchObject(refusal);
      proxy.restore();
      await expect(store.check()).resolves.toBeUndefined();
    }, 40_000);
  });
}
