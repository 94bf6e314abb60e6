// Several processes of the product in this one: pipelines of their own over one database, on a clock that the test moves.
import { setImmediate } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { createLogger } from '../../../server/base/logger.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { type CallRecord, calls } from '../../../server/ledger/callRecord.js';
import { readSince } from '../../../server/ledger/readSince.js';
import { localDate } from '../../../server/metrics/localDay.js';
import { recount } from '../../../server/metrics/recount.js';
import { createPipeline, type Pipeline } from '../../../server/pipeline.js';
import type { Spool } from '../../../server/spool/openSpool.js';
import type { Store } from '../../../server/storage/port.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { type ManualClock, manualClock } from '../../support/manualClock.js';
import { memoryStore } from '../../support/memoryStore.js';
import { sid, simpleCall, teller } from '../../support/scenarios.js';

export const origin = Date.parse('2026-02-12T02:00:00Z');
const rule = ruleFor('ulsan', 'KR');
const dayOf = { timeZone: 'Asia/Seoul', serviceLevelSeconds: 20 };

/** Counts what is logged, by level. */
export function countingLogger() {
  const logger = createLogger('silent');
  return { logger, warn: jest.spyOn(logger, 'warn'), info: jest.spyOn(logger, 'info') };
}

/** No event waits in these tests. */
const noSpool: Spool<CallEvent> = {
  append: () => Promise.reject(new Error('the database took it')),
  release: () => {},
  setAside: async () => {},
  start: async () => {},
  check: async () => {},
  figures: () => ({ bytes: 0, appended: 0, refused: 0, aside: 0 }),
  close: async () => {},
};

export interface Shared {
  store: Store;
  clock: ManualClock;
  /** A process that has not started yet; its database may be a wrapped one. */
  open(over?: { store?: Store; clock?: ManualClock }): Pipeline;
  /** Every process looks, and shows what it finds. */
  look(): Promise<void>;
  /** The day's figures of all stored events, counted from nothing. */
  recounted(): Promise<object>;
  stop(): Promise<void>;
}

export function sharedDatabase(): Shared {
  const store = memoryStore();
  const clock = manualClock(origin + 3_600_000);
  const pipelines: Pipeline[] = [];
  return {
    store,
    clock,
    open(over = {}) {
      const { logger } = countingLogger();
      const pipeline = createPipeline({
        store,
        spool: noSpool,
        clock,
        rule,
        ...dayOf,
        callerKeyOf: () => null,
        logger,
        ...over,
      });
      pipelines.push(pipeline);
      return pipeline;
    },
    async look() {
      clock.advance(250);
      await turns();
    },
    async recounted() {
      const all: CallRecord[] = [];
      await readSince(store.collection(calls), 0, (records) => void all.push(...records));
      const own = all
        .filter((record) => record.mergedInto === null)
        .map(({ id, rule: own, call }) => ({ id, rule: own, events: [...call.events, ...call.conflicts] }));
      return recount(own, localDate(clock.now(), dayOf.timeZone), dayOf).figures();
    },
    async stop() {
      for (const pipeline of pipelines) await pipeline.stop();
    },
  };
}

/** Lets everything run that waits for nothing but its turn. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await setImmediate();
}

/** The n-th call: answered after 1 to 9 s, begun n minutes after the origin. */
export function callOf(n: number, talk = 40): CallEvent[] {
  const root = sid(n * 16);
  const tell = teller({ root, origin: origin + n * 60_000 });
  return simpleCall(tell, { ring: 1 + (n % 9), talk, legSid: sid(n * 16 + 1) });
}
