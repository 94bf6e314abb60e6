// What the stored events say, counted again from nothing: the measure of every board.
import type { MetricsView } from '../../server/contract/metricsView.js';
import { type CallRecord, calls } from '../../server/ledger/callRecord.js';
import { readSince } from '../../server/ledger/readSince.js';
import { recount } from '../../server/metrics/recount.js';
import type { Store } from '../../server/storage/port.js';

/** Every call; pointers are left out. */
export async function storedCalls(store: Store): Promise<CallRecord[]> {
  const all: CallRecord[] = [];
  await readSince(store.collection(calls), 0, (records) => void all.push(...records));
  return all.filter((record) => record.mergedInto === null);
}

/** The day that these metrics speak of. */
export function recounted(records: readonly CallRecord[], { day }: MetricsView) {
  const stored = records.map(({ id, rule, call }) => ({ id, rule, events: [...call.events, ...call.conflicts] }));
  return recount(stored, day.date, { timeZone: day.timeZone, serviceLevelSeconds: day.serviceLevel.thresholdSeconds });
}
