// Walks all calls that started at or after an instant, in slices, so that a rebuild never holds the process for long.
import { setImmediate } from 'node:timers/promises';
import type { Collection } from '../storage/port.js';
import type { CallRecord } from './callRecord.js';

/** Read, judged for the board and put there in some 10 ms of one core. */
const slice = 50;

/** @param since ms since the epoch. Pointers are included: they too have a revision that readers must know. */
export async function readSince(
  collection: Collection<CallRecord>,
  since: number,
  each: (records: CallRecord[]) => Promise<void> | void,
): Promise<void> {
  let after: string | undefined;
  do {
    const page = await collection.list({
      index: 'byStart',
      range: { from: since },
      order: 'ascending',
      limit: slice,
      ...(after === undefined ? {} : { after }),
    });
    await each(page.items);
    after = page.nextCursor ?? undefined;
    await setImmediate();
  } while (after !== undefined);
}
