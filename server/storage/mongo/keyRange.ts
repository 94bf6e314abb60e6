// A scan as bounds on whole index keys, MongoDB's min and max: a range over types and an exact place to go on behind,
// where ordinary comparisons would look at one type only and walk from the beginning.
import { mongo } from 'mongoose';
import { type Bound, compareKeys, highest, lowest } from '../indexOrder.js';
import type { Scan } from '../scan.js';
import { fieldName, keyPattern } from './models/createModel.js';

export interface KeyRange {
  filter: Record<string, unknown>;
  options: {
    hint: string | Record<string, 1 | -1>;
    sort: Record<string, 1 | -1>;
    min?: mongo.Document;
    max?: mongo.Document;
  };
}

const ends = { [lowest]: new mongo.MinKey(), [highest]: new mongo.MaxKey() };

function spell(fields: readonly string[], key: readonly Bound[]): mongo.Document {
  return Object.fromEntries(
    fields.map((field, position) => {
      const bound = key[position] ?? null;
      return [fieldName(field), typeof bound === 'symbol' ? ends[bound] : bound];
    }),
  );
}

/** Undefined for an empty range. The document at `after` itself is part of an ascending range. */
export function toKeyRange({ index, equals, from, to, after, descending }: Scan): KeyRange | undefined {
  const { fields } = index;
  const hint = fields.join() === 'id' ? { _id: 1 as const } : index.name;
  const sort = keyPattern(index, descending ? -1 : 1);
  if (equals.length === fields.length) {
    // Min and max cannot hold a single key, since max is exclusive.
    return after ? undefined : { filter: spell(fields, equals), options: { hint, sort } };
  }
  const fill = (bound: Bound, rest: Bound): Bound[] => [
    ...equals,
    bound,
    ...fields.slice(equals.length + 1).map(() => rest),
  ];
  let min: readonly Bound[] = fill(from === undefined ? lowest : from, lowest);
  let max: readonly Bound[] = to === undefined ? fill(highest, highest) : fill(to, lowest);
  if (after && !descending && compareKeys(after, min) > 0) min = after;
  if (after && descending && compareKeys(after, max) < 0) max = after;
  if (compareKeys(min, max) >= 0) return undefined;
  return { filter: {}, options: { hint, sort, min: spell(fields, min), max: spell(fields, max) } };
}
