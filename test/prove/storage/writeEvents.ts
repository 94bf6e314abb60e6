// Events as the store meets them: a call is read, changes, and is written back under the guard of its revision.
import type { CallRecord } from '../../../server/ledger/callRecord.js';
import type { Collection } from '../../../server/storage/port.js';

const roundMs = 700;

/** Writers on calls of their own. @returns events per second. */
export async function writeEvents(
  collection: Collection<CallRecord>,
  writers: number,
  idOf: (index: number) => string,
): Promise<number> {
  const begun = performance.now();
  let written = 0;
  async function write(writer: number): Promise<void> {
    for (let index = writer; performance.now() - begun < roundMs; index += writers) {
      const record = await collection.get(idOf(index));
      if (!record) throw new Error(`Call ${idOf(index)} is missing.`);
      const call = { ...record.call, endedAt: record.startedAt + index };
      const outcome = await collection.replace({ ...record, call }, record.revision);
      if (!outcome.ok) throw new Error(`An event was refused: ${outcome.code}`);
      written += 1;
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return (written * 1000) / (performance.now() - begun);
}
