// Rounds as several processes on one database do them: one at a time, again after a failure, and let go at a stop.
import { beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { ListedLeg } from '../../../server/twilio/readRest.js';
import { createReconciler, type Reconciler } from '../../../server/twilio/reconcile/reconciler.js';
import { type ManualClock, manualClock } from '../../support/manualClock.js';
import { memoryStore } from '../../support/memoryStore.js';

const minute = 60_000;
const account = 'admin@hanbit.example';

let clock: ManualClock;
let store: ReturnType<typeof memoryStore>;
let asked: { who: string; at: number }[];
let answer: () => Promise<ListedLeg[]>;
let ids = 0;

beforeEach(() => {
  clock = manualClock(Date.parse('2026-03-02T01:00:00Z'));
  store = { ...memoryStore(), time: async () => clock.now() };
  asked = [];
  answer = async () => [];
});

function reconciler(who: string): Reconciler {
  return createReconciler({
    rest: {
      async *legs() {
        asked.push({ who, at: clock.now() });
        yield await answer();
      },
      webhooks: async () => [],
    },
    pace: { ask: (request) => request() },
    log: { list: async () => ({ items: [], nextCursor: null }), find: async () => undefined },
    ingest: async () => undefined,
    directory: { line: () => undefined, target: () => undefined },
    publicBaseUrl: 'https://calls.hanbit.example',
    everyMs: 5 * minute,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    logger: pino({ level: 'silent' }),
    ...{ store, clock },
  });
}

/** Lets everything run that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= minute / 2) {
    clock.advance(Math.min(left, minute / 2));
    await settle();
  }
}

test('of two processes one looks in each span of five minutes, and the other takes over when it stops', async () => {
  const [one, other] = [reconciler('one'), reconciler('other')];
  one.start();
  await pass(2 * minute);
  other.start();
  await pass(18 * minute);
  expect(asked.map(({ who }) => who)).toEqual(['one', 'one', 'one', 'one']);
  await one.stop();
  // Its turns come two minutes after the other's: at 27 and 32.
  await pass(13 * minute);
  expect(asked.slice(4).map(({ who }) => who)).toEqual(['other', 'other']);
  expect(await other.rounds(50)).toHaveLength(6);
  await other.stop();
});

test('a round that broke off says why, and the next one is done all the same', async () => {
  const one = reconciler('one');
  answer = () => Promise.reject(new Error('503'));
  one.start();
  await pass(5 * minute);
  answer = async () => [];
  await pass(5 * minute);
  expect((await one.rounds(50)).map(({ problem }) => problem)).toEqual([null, 'twilio']);
  expect(one.figures()).toMatchObject({ rounds: 1, failures: 1 });
  await one.stop();
});

test('a stop cuts a round off, which is no failure, and lets the next process begin at once', async () => {
  const one = reconciler('one');
  let letGo = () => {};
  answer = () =>
    new Promise((resolve) => {
      letGo = () => resolve([]);
    });
  const span = { from: clock.now() - minute, to: clock.now() };
  expect(await one.begin(span, account)).toMatchObject({ account, finishedAt: null });
  expect(await one.begin(span, account)).toBeUndefined();
  await settle();
  const stopped = one.stop();
  letGo();
  await stopped;
  expect(one.figures()).toMatchObject({ rounds: 0, failures: 0 });
  answer = async () => [];
  const other = reconciler('other');
  expect(await other.begin(span, account)).toBeDefined();
  await settle();
  expect((await other.rounds(1))[0]).toMatchObject({ finishedAt: clock.now(), problem: null });
  await other.stop();
});
