// kill -9 of the database engine itself at random moments while sixteen writers tell calls, and a start on the same files:
// nothing acknowledged is missing, what was refused is whole when told again, and the store that stayed open goes on by itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { collections } from '../../server/collections.js';
import { openStore } from '../../server/storage/openStore.js';
import type { Store } from '../../server/storage/port.js';
import { throwAwayDatabase } from '../support/storeLanes.js';
import { findLosses, noLosses } from './kills/findLosses.js';
import { findStrayInDatabase } from './kills/findStrayEntries.js';
import { callsPerRound, kills, mostDelay, mostEvents, tellKills, timeLimit, upTo, writers } from './kills/killRun.js';
import { freePort, type OwnEngine, startOwnEngine } from './kills/ownEngine.js';
import { type Acknowledged, writeAgain, writeCalls } from './kills/writeCalls.js';

const tool = process.env['REAL_MONGOD'];

/** Writes until the engine dies under it. @returns the refusals that the writers were told. */
async function writeAndKill(store: Store, engine: OwnEngine, first: number, acknowledged: Acknowledged[]) {
  const enough = acknowledged.length + 1 + upTo(mostEvents);
  let over = false;
  let reach: () => void;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const writing = writeCalls({
    store,
    writers,
    first,
    onAcknowledged(event) {
      acknowledged.push(event);
      if (acknowledged.length === enough) reach();
    },
    isOver: () => over,
  });
  await Promise.race([reached, writing]);
  await delay(upTo(mostDelay));
  await engine.kill();
  over = true;
  return { writing };
}

// A server that is only reached by its address is not ours to kill.
describe('[MongoDB] the database engine killed while it is written to', () => {
  let folder: string;
  let engine: OwnEngine | undefined;
  let store: Store | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samsamsam-engine-'));
  });
  afterEach(async () => {
    await store?.close();
    await engine?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  (tool ? test : test.skip)(
    `leaves every acknowledged event in a whole call with agreeing indexes, ${kills} times, and the open store goes on`,
    async () => {
      const start = async (port: number) => startOwnEngine(tool ?? '', folder, port);
      const port = await freePort();
      engine = await start(port);
      const mongodbUri = throwAwayDatabase(engine.uri);
      store = await openStore({ dataDir: '', mongodbUri, collections });
      const acknowledged: Acknowledged[] = [];
      const starts: number[] = [];
      let refusals = 0;
      for (let round = 0; round < kills; round += 1) {
        const { writing } = await writeAndKill(store, engine, round * callsPerRound, acknowledged);
        const begun = performance.now();
        engine = await start(port);
        await store.check();
        starts.push(performance.now() - begun);
        const refused = await writing;
        for (const { reason } of refused) expect(reason).toMatchObject({ name: 'StorageError', code: 'unavailable' });
        refusals += refused.length;
        acknowledged.push(...(await writeAgain(store, refused)));
        const losses = await findLosses(store, acknowledged);
        expect({ ...losses, stray: await findStrayInDatabase(mongodbUri) }).toEqual({ ...noLosses, stray: [] });
      }
      expect(refusals).toBeGreaterThan(0);
      tellKills('kill -9 of the database engine [MongoDB]', starts, acknowledged);
    },
    timeLimit,
  );
});
