// kill -9 of the product's process at random moments while sixteen writers tell calls: nothing acknowledged is missing,
// nothing is half there, and the next process starts at once on the same files.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createConnection } from 'mongoose';
import { collections } from '../../server/collections.js';
import { openStore } from '../../server/storage/openStore.js';
import { throwAwayDatabase } from '../support/storeLanes.js';
import { buildChild, type ChildProgram } from './embedded/writingProcess.js';
import { findLosses, noLosses } from './kills/findLosses.js';
import { findStrayInDatabase, findStrayInFolder } from './kills/findStrayEntries.js';
import { callsPerRound, kills, tellKills, timeLimit } from './kills/killRun.js';
import type { Acknowledged } from './kills/writeCalls.js';
import { type Address, writeUntilKilled } from './kills/writingCalls.js';

const serverUri = process.env['TEST_MONGODB_URI'];
const lanes = [
  { title: '[LMDB]', newUri: () => '', findStray: ({ dataDir }: Address) => findStrayInFolder(dataDir) },
  {
    title: '[MongoDB]',
    newUri: () => throwAwayDatabase(serverUri ?? ''),
    findStray: ({ mongodbUri }: Address) => findStrayInDatabase(mongodbUri),
  },
];

let child: ChildProgram;
beforeAll(async () => {
  child = await buildChild(new URL('./kills/callChild.ts', import.meta.url));
});
afterAll(() => child.discard());

describe.each(serverUri ? lanes : lanes.slice(0, 1))('$title a process killed while it writes', (lane) => {
  const address: Address = { dataDir: '', mongodbUri: '' };
  beforeAll(async () => {
    address.dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-kills-'));
    address.mongodbUri = lane.newUri();
  });
  afterAll(async () => {
    await rm(address.dataDir, { recursive: true, force: true });
    if (address.mongodbUri === '') return;
    const connection = await createConnection(address.mongodbUri).asPromise();
    await connection.dropDatabase();
    await connection.close();
  });

  test(
    `leaves every acknowledged event in a whole call with agreeing indexes, ${kills} times, for a next one to go on`,
    async () => {
      const acknowledged: Acknowledged[] = [];
      const starts: number[] = [];
      for (let round = 0; round < kills; round += 1) {
        acknowledged.push(...(await writeUntilKilled(child, address, round * callsPerRound)));
        const begun = performance.now();
        const store = await openStore({ ...address, collections });
        starts.push(performance.now() - begun);
        const losses = await findLosses(store, acknowledged);
        await store.close();
        expect({ ...losses, stray: await lane.findStray(address) }).toEqual({ ...noLosses, stray: [] });
      }
      expect(acknowledged.length).toBeGreaterThanOrEqual(kills);
      tellKills(`kill -9 of the process ${lane.title}`, starts, acknowledged);
    },
    timeLimit,
  );
});
