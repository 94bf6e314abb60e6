// Gives back the room of documents whose time is over; readers have not been shown them since that moment.
import type { Clock } from '../../base/clock.js';
import type { StorageLogger } from '../logger.js';
import type { Tables } from './tables.js';
import { walk } from './walk.js';
import type { Writer } from './writer.js';

const sweepEveryMs = 60_000;

async function sweepTables(tables: Tables, writer: Writer, isStopped: () => boolean): Promise<void> {
  const now = tables.clock.now();
  for (const index of tables.collection.expiring) {
    // Exclusive bound: a document goes at the very moment, so the millisecond itself is included.
    const to = now - (index.expiresAfterMs ?? 0) + 1;
    const scan = { index, equals: [], from: -Number.MAX_VALUE, to, after: undefined, descending: false };
    for await (const slice of walk(tables, scan, ({ id }) => Buffer.from(id).toString())) {
      if (isStopped()) return;
      await Promise.all(slice.map((id) => writer.add({ tables, kind: 'expire', id })));
    }
  }
}

/** Sweeps now and every minute; the returned function stops it and waits for what is under way. */
export function startSweeping(
  all: readonly Tables[],
  writer: Writer,
  clock: Clock,
  logger: StorageLogger,
): () => Promise<void> {
  let stopped = false;
  let cancel = () => {};
  let underWay = Promise.resolve();
  const sweep = async () => {
    try {
      for (const tables of all) await sweepTables(tables, writer, () => stopped);
    } catch (error) {
      if (stopped) return;
      logger.warn({ error }, 'Expired documents could not be cleared away; trying again in a minute.');
    }
    if (!stopped) cancel = clock.at(clock.now() + sweepEveryMs, start);
  };
  const start = () => {
    underWay = sweep();
  };
  if (all.some(({ collection }) => collection.expiring.length > 0)) start();
  return async () => {
    stopped = true;
    cancel();
    await underWay;
  };
}
