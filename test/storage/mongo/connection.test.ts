// What a wrong address or a silent MongoDB comes to: one line, quickly, without the password.

import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { openStore } from '../../../server/storage/openStore.js';
import { notes } from '../samples.js';

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
