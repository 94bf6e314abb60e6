// The real pipeline between a database and a spool that fail on command, on a clock that the test moves.
import { setImmediate } from 'node:timers/promises';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { type CallRecord, calls } from '../../../server/ledger/callRecord.js';
import { createPipeline, type Pipeline } from '../../../server/pipeline.js';
import type { Spool, Spooled } from '../../../server/spool/openSpool.js';
import { SpoolError } from '../../../server/spool/spoolError.js';
import { StorageError, type Store, type StoredDocument } from '../../../server/storage/port.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { manualClock } from '../../support/manualClock.js';
import { memoryStore } from '../../support/memoryStore.js';
import { origin, silent } from './spoolFixture.js';

export const rule = ruleFor('ulsan', 'KR');
export const dayOf = { timeZone: 'Asia/Seoul', serviceLevelSeconds: 20 };

export type DatabaseMode = 'up' | 'down' | 'stalled' | 'unconfirmed';

const unavailable = () => new StorageError('unavailable', 'The database does not answer.');

/** `stalled` holds every request until the mode changes; `unconfirmed` writes and says that it failed. */
export function awkwardDatabase() {
  const inner = memoryStore();
  const held: (() => void)[] = [];
  const state = { mode: 'up' as DatabaseMode, requests: 0, refused: undefined as string | undefined };

  async function ask<T>(request: () => Promise<T>, isWrite = false): Promise<T> {
    state.requests += 1;
    while (state.mode === 'stalled') await new Promise<void>((resolve) => void held.push(resolve));
    if (state.mode === 'down') throw unavailable();
    const answer = await request();
    if (isWrite && state.mode === 'unconfirmed') throw unavailable();
    return answer;
  }

  const store: Store = {
    ...inner,
    collection(declaration) {
      const collection = inner.collection(declaration);
      return {
        ...collection,
        get: (id) => ask(() => collection.get(id)),
        getMany: (ids) => ask(() => collection.getMany(ids)),
        insert: (document) => ask(() => collection.insert(document), true),
        replace: (document, revision) => ask(() => collection.replace(document, revision), true),
      };
    },
    commit: (operations) =>
      ask(async () => {
        const isRefused = operations.some(({ document }) => JSON.stringify(document).includes(state.refused ?? '\0'));
        if (isRefused) return operations.map(() => ({ ok: false, code: 'invalid', message: 'no' }) as const);
        return inner.commit(operations);
      }, true),
  };
  return {
    state,
    store,
    inner,
    set(mode: DatabaseMode) {
      state.mode = mode;
      for (const go of held.splice(0)) go();
    },
    /** Documents with this text are never taken. */
    refuse(text: string) {
      state.refused = text;
    },
    async call(id: string): Promise<CallRecord | undefined> {
      return inner.collection(calls).get(id);
    },
    async strays(root: string): Promise<StoredDocument[]> {
      const { items } = await inner.collection(calls).list({ index: 'byStart', limit: 200 });
      return items.filter((one) => one.id !== root && one.mergedInto === null);
    },
  };
}

export interface MemorySpool extends Spool<CallEvent> {
  mode: 'works' | 'full' | 'stuck';
  lines: Set<Spooled<CallEvent>>;
  aside: CallEvent[];
  appended: number;
}

/** What a spool keeps is its lines; the files have tests of their own. */
function memorySpool(): MemorySpool {
  const spool: MemorySpool = {
    mode: 'works',
    lines: new Set(),
    aside: [],
    appended: 0,
    async append(value) {
      await setImmediate();
      if (spool.mode === 'full') throw new SpoolError('full', 'The spool is full.');
      if (spool.mode === 'stuck') return new Promise<never>(() => {});
      const entry = { value, segment: { path: '', bytes: 0, left: 1, file: undefined } };
      spool.lines.add(entry);
      spool.appended += 1;
      return entry;
    },
    release: (entry) => void spool.lines.delete(entry),
    async setAside(entry) {
      spool.aside.push(entry.value);
      spool.lines.delete(entry);
    },
    start: async (onFound) => onFound([...spool.lines]),
    check: async () => {},
    figures: () => ({ bytes: 0, appended: spool.appended, refused: 0, aside: spool.aside.length }),
    close: async () => {},
  };
  return spool;
}

export function outage() {
  const clock = manualClock(origin + 3_600_000);
  const database = awkwardDatabase();
  const spool = memorySpool();
  const open = () =>
    createPipeline({ store: database.store, spool, clock, rule, ...dayOf, callerKeyOf: () => null, logger: silent });
  let pipeline: Pipeline = open();
  return {
    clock,
    database,
    spool,
    get pipeline() {
      return pipeline;
    },
    /** The process dies and starts again on the same database and spool. */
    async restart() {
      await pipeline.stop();
      pipeline = open();
      await pipeline.start();
    },
    /** Moves the clock until `promise` settles; what it settles to is the caller's. */
    async settled<T>(promise: Promise<T>, stepMs = 50): Promise<T> {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      promise.then(end, end);
      for (let turn = 0; !isOver && turn < 400; turn += 1) {
        await setImmediate();
        await setImmediate();
        if (!isOver) clock.advance(stepMs);
      }
      return promise;
    },
    /** Moves the clock until `holds`. */
    async until(holds: () => boolean, stepMs = 500): Promise<void> {
      for (let turn = 0; !holds(); turn += 1) {
        if (turn === 400) throw new Error('It never came true.');
        for (let tick = 0; tick < 5; tick += 1) await setImmediate();
        clock.advance(stepMs);
      }
    },
  };
}
