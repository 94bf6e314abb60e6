// Holds a list as stored against the list as somebody says it: what is new, other, elsewhere, gone or as it was. Pure.
import { canonicalText } from '../base/canonicalText.js';
import type { ImportCounts } from '../contract/directory.js';

export interface DirectoryChange {
  kind: 'added' | 'changed' | 'moved' | 'removed';
  what: 'department' | 'official' | 'line';
  id: string;
  fields: string[];
  /** For a move: department and team, before and after. */
  from: string | null;
  to: string | null;
}

interface Comparison<T> {
  items: T[];
  changes: DirectoryChange[];
  counts: ImportCounts;
}

export interface Kind<T, E> {
  what: DirectoryChange['what'];
  idOf(item: T | E): string;
  merge(known: T | undefined, entry: E): T;
  /** What remains of one that the file no longer names; undefined for nothing. */
  retire(known: T): T | undefined;
  isFormer(item: T): boolean;
  placeOf(item: T): string | null;
}

/** `revision` and `posts` follow from the rest. */
const bookkeeping: ReadonlySet<string> = new Set(['revision', 'posts']);

/** Most are texts: a city has 15,000 of them, and the telephones wait meanwhile. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  return canonicalText({ value: one }) === canonicalText({ value: other });
}

export function changedFields(before: object, after: object): string[] {
  const [one, other] = [before, after] as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys(other).filter((field) => !bookkeeping.has(field) && !isSame(one[field], other[field]));
}

export function compareEntries<T extends object, E>(
  stored: readonly T[],
  entries: readonly E[],
  kind: Kind<T, E>,
): Comparison<T> {
  const { what, idOf, merge, retire, isFormer, placeOf } = kind;
  const known = new Map(stored.map((item) => [idOf(item), item]));
  const counts: ImportCounts = { added: 0, changed: 0, moved: 0, removed: 0, unchanged: 0 };
  const changes: DirectoryChange[] = [];
  const note = (change: Pick<DirectoryChange, 'kind' | 'id'> & Partial<DirectoryChange>) => {
    counts[change.kind] += 1;
    changes.push({ what, fields: [], from: null, to: null, ...change });
  };
  const items = entries.map((entry): T => {
    const id = idOf(entry);
    const before = known.get(id);
    known.delete(id);
    const after = merge(before, entry);
    if (before === undefined || isFormer(before)) {
      note({ kind: 'added', id });
      return after;
    }
    const fields = changedFields(before, after);
    const [from, to] = [placeOf(before), placeOf(after)];
    if (from !== to) note({ kind: 'moved', id, fields, from, to });
    else if (fields.length > 0) note({ kind: 'changed', id, fields });
    else {
      counts.unchanged += 1;
      return before;
    }
    return after;
  });
  for (const [id, left] of known) {
    if (!isFormer(left)) note({ kind: 'removed', id });
    const kept = isFormer(left) ? left : retire(left);
    if (kept) items.push(kept);
  }
  return { items, changes, counts };
}
