// Walks index entries in order, a slice at a time, so that a long list does not hold up the ringing telephones.
import type { PlainDocument } from '../declarations.js';
import type { Scan } from '../scan.js';
import { decodeDocument } from './codec.js';
import { afterAll, encodeValue, entryKey } from './keys.js';
import type { Tables } from './tables.js';
import { isGone } from './tables.js';

/** Entries per turn of the event loop; a document takes about 25 us to decode. */
export const sliceEntries = 500;

export interface Entry {
  key: Buffer;
  id: Uint8Array;
}

interface Bounds {
  /** Inclusive. */
  lower: Buffer;
  /** Exclusive. */
  upper: Buffer;
}

function boundsOf({ index, equals, from, to }: Scan): Bounds {
  const prefix = entryKey(index.name, equals);
  return {
    lower: from === undefined ? prefix : Buffer.concat([prefix, encodeValue(from)]),
    upper: Buffer.concat([prefix, to === undefined ? afterAll : encodeValue(to)]),
  };
}

/** At most `limit` entries behind `after`. */
function* readSlice(
  { entries }: Tables,
  { lower, upper }: Bounds,
  descending: boolean,
  after: Buffer | undefined,
  limit: number,
): Generator<Entry, void> {
  let found = 0;
  // One more than asked for: the walk begins on the key it must go on behind, if that still exists.
  for (const { key, value } of entries.getRange({
    start: after ?? (descending ? upper : lower),
    end: descending ? lower : upper,
    reverse: descending,
    inclusiveEnd: descending,
    limit: limit + 1,
  })) {
    if (found === limit) return;
    // Only the first may stand on a bound that is not its own: the others come behind it, in order.
    if (found === 0) {
      const inRange = Buffer.compare(key, lower) >= 0 && Buffer.compare(key, upper) < 0;
      const order = after ? Buffer.compare(key, after) : 0;
      if (!inRange || (after && (descending ? order >= 0 : order <= 0))) continue;
    }
    found += 1;
    yield { key, id: value };
  }
}

/**
 * Yields slices until the scan is exhausted; between two of them other work gets its turn.
 * @param read called while the slice is read, so that entry and document come from one snapshot.
 */
export async function* walk<Read>(
  tables: Tables,
  scan: Scan,
  read: (entry: Entry) => Read,
  perSlice = sliceEntries,
): AsyncGenerator<Read[], void> {
  const bounds = boundsOf(scan);
  let after = scan.after && entryKey(scan.index.name, scan.after);
  // A cursor before the range has nothing to say about it.
  if (after && !scan.descending && Buffer.compare(after, bounds.lower) < 0) after = undefined;
  if (after && scan.descending && Buffer.compare(after, bounds.upper) >= 0) after = undefined;
  for (;;) {
    const slice: Read[] = [];
    for (const entry of readSlice(tables, bounds, scan.descending, after, perSlice)) {
      after = entry.key;
      slice.push(read(entry));
    }
    if (slice.length > 0) yield slice;
    if (slice.length < perSlice) return;
    await new Promise((resolve) => setImmediate(resolve));
    tables.checkOpen();
  }
}

/** Documents per turn when all of them are walked. */
const sliceDocuments = 200;

/** Every document that has not expired, in the order of its key. */
export async function* walkDocuments(tables: Tables): AsyncGenerator<PlainDocument[], void> {
  let after: Buffer | undefined;
  for (;;) {
    const slice: PlainDocument[] = [];
    let found = 0;
    const range = after ? { start: after, exclusiveStart: true } : {};
    for (const { key, value } of tables.documents.getRange({ ...range, limit: sliceDocuments })) {
      found += 1;
      after = Buffer.from(key);
      const document = decodeDocument(tables.collection, undefined, value);
      if (!isGone(tables, document)) slice.push(document);
    }
    if (slice.length > 0) yield slice;
    if (found < sliceDocuments) return;
    await new Promise((resolve) => setImmediate(resolve));
    tables.checkOpen();
  }
}
