// Several processes of the built program share one MongoDB: whichever takes a webhook, dies, sleeps or comes late, all boards
// equal each other and a recount of what is stored within 5 s.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createConnection } from 'mongoose';
import { type Clock, systemClock } from '../../server/base/clock.js';
import { collections } from '../../server/collections.js';
import { openStore } from '../../server/storage/openStore.js';
import type { Store } from '../../server/storage/port.js';
import { openBoard } from '../support/boardClient.js';
import { type BuiltServer, signInAt } from '../support/builtServer.js';
import { type Cluster, createCluster, metricsAt, zoneOfNoon } from '../support/cluster.js';
import { report } from '../support/report.js';
import { fillDirectory, simulateCalls } from '../support/simulatedCity.js';
import { recounted, storedCalls } from '../support/storedTruth.js';
import { throwAwayDatabase } from '../support/storeLanes.js';
import { startTestServer, type TestServer } from '../support/testServer.js';

const serverUri = process.env['TEST_MONGODB_URI'] ?? '';
const lane = serverUri ? describe : describe.skip;
const callCount = Number(process.env['PROVE_PROCESS_CALLS'] ?? 40);
const kills = Number(process.env['PROVE_PROCESS_KILLS'] ?? 3);
const timeLimit = 120_000 + callCount * 500 + kills * 30_000;
const mostStaleMs = 5_000;
const pauseMs = 5_000;
/** Of a call's dozen requests. */
const someRequests = callCount * 2;

/** A clock that runs so many times as fast as the wall's: half a minute passes while a test waits. */
function hurrying(factor: number): Clock {
  const start = Date.now();
  const now = () => Math.round(start + (Date.now() - start) * factor);
  return { now, at: (at, task) => systemClock.at(Date.now() + (at - now()) / factor, task) };
}

lane('several processes on one database [MongoDB]', () => {
  let mongodbUri: string;
  let folder: string;
  let store: Store;
  let cluster: Cluster;
  beforeEach(async () => {
    mongodbUri = throwAwayDatabase(serverUri);
    folder = await mkdtemp(join(tmpdir(), 'samsamsam-several-'));
    store = await openStore({ mongodbUri, dataDir: '', collections });
    await fillDirectory(store);
    cluster = createCluster({
      MONGODB_URI: mongodbUri,
      DATA_DIR: folder,
      TIME_ZONE: zoneOfNoon(Date.now()),
    });
  });
  afterEach(async () => {
    await cluster.stop();
    await store.close();
    const connection = await createConnection(mongodbUri).asPromise();
    await connection.dropDatabase();
    await connection.close();
    await rm(folder, { recursive: true, force: true });
  });

  const traffic = (seed: string, calls = callCount) =>
    simulateCalls({
      // The balancer chooses the process; only the path counts.
      target: 'http://city.invalid',
      seed,
      calls,
      startAt: Date.now() - 2 * 3_600_000,
      fetch: cluster.fetch,
    });

  /** Asks until every board says the same and the stored events agree, for as long as a board may be stale. */
  async function agree(servers: readonly BuiltServer[], cookie: string): Promise<number> {
    const from = performance.now();
    for (;;) {
      const told = await Promise.all(servers.map((server) => metricsAt(server, cookie)));
      const [first] = told;
      if (!first) throw new Error('no process');
      const day = recounted(await storedCalls(store), first);
      const truth = { ...first.day, ...day.figures(), hours: day.hours() };
      const departments = first.departments.map((row) => ({ ...row, figures: day.figures(row.id) }));
      const tookMs = performance.now() - from;
      try {
        for (const metrics of told) expect(metrics).toEqual({ ...first, day: truth, departments });
        expect(first.day.offered).toBeGreaterThan(0);
        return tookMs;
      } catch (error) {
        if (tookMs > mostStaleMs) throw error;
      }
      await delay(50);
    }
  }

  test(
    'show the same as the stored events, also on a board that came in the middle',
    async () => {
      await cluster.start('one');
      await cluster.start('two');
      const cookie = await signInAt(cluster.process('one').base);
      const running = traffic('shared');
      await Promise.race([running, cluster.further(someRequests)]);
      const board = openBoard((await cluster.start('three')).base, { cookie });
      const { totals } = await running;
      expect(totals.calls).toBe(callCount);
      const tookMs = await agree(cluster.running(), cookie);
      report('Three processes on one MongoDB equal a recount after traffic ended', `${tookMs.toFixed(0)} ms`);
      const [one] = cluster.running();
      const metrics = one && (await metricsAt(one, cookie));
      await board.until((state) => JSON.stringify(state.metrics) === JSON.stringify(metrics));
      board.close();
      for (const server of cluster.running()) {
        const ready = (await (await fetch(`${server.base}/readyz`)).json()) as { changesAgeMs: number };
        expect(ready).toMatchObject({ status: 'ok', store: 'mongodb' });
        expect(ready.changesAgeMs).toBeLessThan(2_000);
        const figures = await (await fetch(`${server.base}/metrics`)).text();
        // All on one machine: the clocks are one.
        expect(Math.abs(Number(/^samsamsam_clock_ahead_seconds (\S+)$/m.exec(figures)?.[1]))).toBeLessThan(0.5);
      }
    },
    timeLimit,
  );

  test(
    'need none of them: one is killed in the middle of its work, again and again',
    async () => {
      await cluster.start('one');
      await cluster.start('two');
      const cookie = await signInAt(cluster.process('one').base);
      const took: number[] = [];
      let cut = 0;
      for (let round = 1; round <= kills; round += 1) {
        await cluster.start('three');
        const running = traffic(`killed ${round}`);
        await Promise.race([running, cluster.further(3 + ((round * 37) % someRequests))]);
        await cluster.kill('three');
        const { totals } = await running;
        cut += totals.failures;
        took.push(await agree(cluster.running(), cookie));
      }
      expect(cut).toBeGreaterThan(0);
      report(
        'A process killed with -9 in the middle of traffic: the two others equal a recount',
        `${kills} kills, ${cut} requests cut, at most ${Math.max(...took).toFixed(0)} ms after traffic ended`,
      );
      // What the killed one left in its spool is drained by whoever takes its place.
      await cluster.start('three');
      await agree(cluster.running(), cookie);
    },
    timeLimit,
  );

  test(
    'catch up after a pause',
    async () => {
      for (const name of ['one', 'two', 'three']) await cluster.start(name);
      const cookie = await signInAt(cluster.process('one').base);
      const running = traffic('paused');
      await Promise.race([running, cluster.further(someRequests)]);
      const paused = cluster.process('three');
      cluster.leave('three');
      paused.process.kill('SIGSTOP');
      try {
        // The scenario itself: so long it sleeps.
        await delay(pauseMs);
      } finally {
        paused.process.kill('SIGCONT');
      }
      // Connections that went stale in its sleep break on waking; their requests are sent again.
      const { totals } = await running;
      expect(totals.calls).toBe(callCount);
      const tookMs = await agree(cluster.running(), cookie);
      report(`A process paused for ${pauseMs / 1000} s equals the others and a recount`, `${tookMs.toFixed(0)} ms`);
    },
    timeLimit,
  );

  test('share sessions: signing out at one darkens the board at the other at its next look', async () => {
    const secret = 'a secret that both processes know, of sufficient length';
    const clock = hurrying(20);
    const servers: TestServer[] = [];
    const stores: Store[] = [];
    try {
      for (const _ of ['one', 'other']) {
        const own = await openStore({ mongodbUri, dataDir: '', collections });
        stores.push(own);
        servers.push(await startTestServer({ store: own, clock, env: { SESSION_SECRET: secret } }));
      }
      const [one, other] = servers;
      if (!one || !other) throw new Error('not started');
      const cookie = await one.signIn();
      const board = openBoard(other.base, { cookie });
      await board.until(({ snapshots }) => snapshots.length > 0);
      const left = await fetch(`${one.base}/api/session`, { method: 'DELETE', headers: { cookie } });
      expect(left.status).toBeLessThan(300);
      const { endings } = await board.until((state) => state.endings.length > 0);
      expect(endings).toEqual(['io server disconnect']);
      expect((await fetch(`${other.base}/api/session`, { headers: { cookie } })).status).toBe(401);
    } finally {
      for (const server of servers) await server.stop();
      for (const own of stores) await own.close();
    }
  });
});
