// What a full store costs beside an empty one, and many writers beside one, on one machine in one run. Ratios are promises on
// the embedded store; MongoDB's stand beside its own driver's, whatever they say.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { createConnection } from 'mongoose';
import { collections } from '../../server/collections.js';
import { calls } from '../../server/ledger/callRecord.js';
import { openStore } from '../../server/storage/openStore.js';
import type { Store } from '../../server/storage/port.js';
import { buildChild } from '../storage/embedded/writingProcess.js';
import { report } from '../support/report.js';
import { throwAwayDatabase } from '../support/storeLanes.js';
import { alternate, type Paired, timed } from './storage/alternate.js';
import { openDriverAlone } from './storage/driverAlone.js';
import { measureOpening, type Openings } from './storage/measureOpening.js';
import { createQuestions } from './storage/questions.js';
import { averageBytes, callId, storeCalls } from './storage/storedCalls.js';
import { writeEvents } from './storage/writeEvents.js';

const many = Number(process.env['PROVE_CALLS_STORED'] ?? 500_000);
const few = 1_000;
const page = 50;
const writers = 64;
/** Calls that are under way at the same time get their events: the newest. */
const underWay = 512;
const rounds = { writes: 9, reads: 41 };
/** Behind it as many pages more are turned. */
const farPage = Math.min(1_000, Math.floor(many / page) - rounds.reads - 1);
const timeLimit = 1_800_000;

const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const number = (value: number) => Math.round(value).toLocaleString('en');
const perSecond = (value: number) => `${number(value)} a second`;
const times = (value: number) => `${value.toFixed(2)} x`;
const newestOf = (stored: number) => (index: number) => callId(stored - 1 - (index % Math.min(underWay, stored)));
const questions = createQuestions(many, page, farPage);

async function fill(how: string, work: () => Promise<void>): Promise<void> {
  const took = await timed(work);
  const size = `${number(many)} calls of ${averageBytes} bytes on average`;
  report(`filling the store ${how}`, `${size} in ${Math.round(took / 1000)} s, ${perSecond((many * 1000) / took)}`);
}

async function measureWriters(dataDir: string, mongodbUri: string): Promise<Paired> {
  const child = await buildChild(new URL('./storage/writersChild.ts', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [child.file, dataDir, mongodbUri, String(writers)]);
    return JSON.parse(stdout) as Paired;
  } finally {
    await child.discard();
  }
}

function measureNewest(store: Store): Promise<Paired> {
  return alternate(
    rounds.reads,
    () => timed(() => questions.getNewest(store)),
    () => timed(() => questions.listNewest(store)),
  );
}

async function measurePages(store: Store): Promise<Paired> {
  const after = await questions.turnPages(store);
  return alternate(
    rounds.reads,
    () => timed(() => questions.listNewest(store)),
    () => timed(() => questions.listFar(store, after)),
  );
}

/** ms per event of sixteen writers: in a store of a thousand calls, and in one of many. */
function measureGrowth(small: Store, large: Store): Promise<Paired> {
  const cost = async (store: Store, stored: number) =>
    1000 / (await writeEvents(store.collection(calls), 16, newestOf(stored)));
  return alternate(
    rounds.writes,
    () => cost(small, few),
    () => cost(large, many),
  );
}

function tellWriters(lane: string, { first, second, ratio }: Paired): void {
  report(
    `${writers} writers beside one ${lane}`,
    `${perSecond(first)} by one, ${perSecond(second)} by ${writers}, ${times(ratio)}`,
  );
}

function tellReads(lane: string, newest: Paired, pages: Paired, growth: Paired): void {
  report(
    `the newest ${page} of ${number(many)} calls beside ${page} gets ${lane}`,
    `${ms(newest.second)} and ${ms(newest.first)}, ${times(newest.ratio)}`,
  );
  report(`page ${farPage} beside page 1 ${lane}`, `${ms(pages.second)} and ${ms(pages.first)}, ${times(pages.ratio)}`);
  report(
    `an event's cost in ${number(many)} calls beside ${number(few)} ${lane}`,
    `${ms(growth.second)} and ${ms(growth.first)} among 16 writers, ${times(growth.ratio)}`,
  );
}

const tellLoad = (lane: string) =>
  report(
    `load of the machine after measuring ${lane}`,
    loadavg()
      .map((load) => load.toFixed(1))
      .join(', '),
  );

/** Pages that nobody has read since the store was opened: nothing of them is in memory. */
async function measureUnread(dataDir: string, after: string): Promise<{ newest: Paired; pages: Paired }> {
  const store = await openStore({ dataDir, collections });
  try {
    const near = questions.turning(store);
    const [getting, far] = [questions.getting(store, 2 * rounds.reads + 10), questions.turning(store, after)];
    const next = (question: () => Promise<void>) => () => timed(question);
    return {
      newest: await alternate(rounds.reads, next(getting), next(near)),
      pages: await alternate(rounds.reads, next(near), next(far)),
    };
  } finally {
    await store.close();
  }
}

function tellUnread({ newest, pages }: { newest: Paired; pages: Paired }): void {
  const reads = `${page} gets ${ms(newest.first)}, a page ${ms(newest.second)}, ${times(newest.ratio)}`;
  const far = `from page ${farPage} on ${ms(pages.second)} beside ${ms(pages.first)}, ${times(pages.ratio)}`;
  report('the same of calls that nobody has read since the store was opened [LMDB]', `${reads}; pages ${far}`);
}

async function tellOpening({ inOrder, afterKill, afterPowerCut }: Openings, dataFile: string): Promise<void> {
  const { size } = await stat(dataFile);
  const file = `the file has ${(size / 2 ** 30).toFixed(2)} GiB`;
  report(`opening the store of ${number(many)} calls [LMDB]`, `${ms(inOrder)}, ${file}`);
  report('opening it after a kill, surveyed by a child process first [LMDB]', ms(afterKill));
  report('opening it after a power cut, surveyed at length [LMDB]', ms(afterPowerCut));
}

describe('[LMDB] a store of many calls', () => {
  test(
    'serves many writers, its newest calls, far pages and new events as a small one does, and opens at once',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'samsamsam-speed-'));
      const dataDir = join(folder, 'large');
      const [small, large] = await Promise.all(
        [join(folder, 'small'), dataDir].map((place) => openStore({ dataDir: place, collections })),
      );
      if (!small || !large) throw new Error('Two stores were asked for.');
      try {
        const writing = await measureWriters(join(folder, 'writers'), '');
        tellWriters('[LMDB]', writing);
        await storeCalls(small, few);
        await fill('[LMDB]', () => storeCalls(large, many));
        const newest = await measureNewest(large);
        const pages = await measurePages(large);
        const growth = await measureGrowth(small, large);
        tellReads('[LMDB]', newest, pages, growth);
        const after = await questions.turnPages(large);
        await large.close();
        const unread = await measureUnread(dataDir, after);
        tellUnread(unread);
        const storeFolder = join(dataDir, 'store');
        const opening = await measureOpening(storeFolder, () => openStore({ dataDir, collections }));
        await tellOpening(opening, join(storeFolder, 'data.mdb'));
        tellLoad('[LMDB]');

        expect(newest.ratio).toBeLessThan(2);
        expect(unread.newest.ratio).toBeLessThan(2);
        expect(pages.ratio).toBeLessThan(1.5);
        expect(unread.pages.ratio).toBeLessThan(1.5);
        expect(growth.ratio).toBeLessThan(2.5);
        expect(opening.inOrder).toBeLessThan(200);
        expect(opening.afterKill).toBeLessThan(1_000);
        expect(writing.ratio).toBeGreaterThanOrEqual(5);
      } finally {
        await small.close();
        await large.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
    timeLimit,
  );
});

const serverUri = process.env['TEST_MONGODB_URI'];

describe('[MongoDB] a store of many calls', () => {
  (serverUri ? test : test.skip)(
    'is measured the same way, beside the driver alone',
    async () => {
      const newUri = () => throwAwayDatabase(serverUri ?? '');
      const uris = [newUri(), newUri(), newUri()] as const;
      const [small, large] = await Promise.all(
        uris.slice(0, 2).map((mongodbUri) => openStore({ dataDir: '', mongodbUri, collections })),
      );
      if (!small || !large) throw new Error('Two stores were asked for.');
      const alone = await openDriverAlone(uris[1], calls.name);
      try {
        tellWriters('[MongoDB]', await measureWriters('', uris[2]));
        await storeCalls(small, few);
        await fill('by the driver alone [MongoDB]', () => alone.fill(many));
        tellReads(
          '[MongoDB]',
          await measureNewest(large),
          await measurePages(large),
          await measureGrowth(small, large),
        );
        const opening = await timed(async () => {
          const again = await openStore({ dataDir: '', mongodbUri: uris[1], collections });
          await again.close();
        });
        report(`opening and closing the store of ${number(many)} calls [MongoDB]`, ms(opening));
        const idOf = newestOf(many);
        tellWriters(
          'as one bulk of the driver alone [MongoDB]',
          await alternate(
            rounds.writes,
            () => alone.writeEvents(1, idOf),
            () => alone.writeEvents(writers, idOf),
          ),
        );
        const reads = await alternate(
          rounds.reads,
          () => timed(async () => expect(await alone.getEach(questions.newestIds)).toBe(page)),
          () => timed(async () => expect(await alone.newest(page)).toBe(page)),
        );
        report(
          `the newest ${page} beside ${page} gets, the driver alone [MongoDB]`,
          `${ms(reads.second)} and ${ms(reads.first)}, ${times(reads.ratio)}`,
        );
        tellLoad('[MongoDB]');
      } finally {
        await alone.close();
        await small.close();
        await large.close();
        for (const uri of uris) {
          const connection = await createConnection(uri).asPromise();
          await connection.dropDatabase();
          await connection.close();
        }
      }
    },
    timeLimit,
  );
});
