// What the port promises for the notes of these tests, in the plainest possible way: a map, and sorting.
import type { IndexValue, WriteOutcome } from '../../server/storage/port.js';
import type { Note } from './samples.js';

type Write = { kind: 'insert'; document: Note } | { kind: 'replace'; document: Note; expectedRevision: number };

interface Asked {
  index: string;
  equals: readonly IndexValue[];
  from?: IndexValue | undefined;
  to?: IndexValue | undefined;
  order: 'ascending' | 'descending';
  textOnly: boolean;
}

const fields: Readonly<Record<string, readonly (keyof Note)[]>> = {
  byGroup: ['group', 'rank', 'id'],
  byRank: ['rank', 'id'],
  byLabel: ['label'],
};

function sortable(value: IndexValue): [number, number, Buffer] {
  if (value === null) return [0, 0, Buffer.of()];
  if (typeof value === 'number') return [1, value, Buffer.of()];
  if (typeof value === 'string') return [2, 0, Buffer.from(value)];
  return [3, Number(value), Buffer.of()];
}

function compare(one: IndexValue, other: IndexValue): number {
  const [kind, number, text] = sortable(one);
  const [otherKind, otherNumber, otherText] = sortable(other);
  return kind - otherKind || Math.sign(number - otherNumber) || Buffer.compare(text, otherText);
}

const same = (one: IndexValue, other: IndexValue) => compare(one, other) === 0;

export class ModelStore {
  readonly #notes = new Map<string, Note>();

  get(id: string): Note | undefined {
    return this.#notes.get(id);
  }

  walk(): Note[] {
    return [...this.#notes.values()].sort((one, other) => compare(one.id, other.id));
  }

  /** Every outcome that would be right; two broken promises at once may be told either way. */
  write(write: Write): WriteOutcome[] {
    const { document } = write;
    const existing = this.#notes.get(document.id);
    const twin = [...this.#notes.values()].some(({ id, label }) => id !== document.id && label === document.label);
    const refusals: WriteOutcome[] = [];
    if (write.kind === 'insert' && existing) refusals.push({ ok: false, code: 'duplicate', index: 'id' });
    if (write.kind === 'replace' && !existing) return [{ ok: false, code: 'not-found' }];
    if (write.kind === 'replace' && existing?.revision !== write.expectedRevision)
      return [{ ok: false, code: 'conflict' }];
    if (twin) refusals.push({ ok: false, code: 'duplicate', index: 'byLabel' });
    if (refusals.length > 0) return refusals;
    const revision = write.kind === 'insert' ? 1 : write.expectedRevision + 1;
    this.#notes.set(document.id, { ...document, revision });
    return [{ ok: true, revision }];
  }

  remove(id: string): boolean {
    return this.#notes.delete(id);
  }

  removeByRank({ from, to }: Pick<Asked, 'from' | 'to'>): number {
    const going = this.list({ index: 'byRank', equals: [], from, to, order: 'ascending', textOnly: false });
    for (const { id } of going) this.#notes.delete(id);
    return going.length;
  }

  list({ index, equals, from, to, order, textOnly }: Asked): Note[] {
    const keyOf = (note: Note) => (fields[index] ?? []).map((field) => note[field] as IndexValue);
    const matches = (note: Note) => {
      const key = keyOf(note);
      const next = key[equals.length] ?? null;
      return (
        equals.every((value, position) => same(value, key[position] ?? null)) &&
        (from === undefined || compare(next, from) >= 0) &&
        (to === undefined || compare(next, to) < 0) &&
        (!textOnly || typeof note.rank === 'string')
      );
    };
    const ordered = [...this.#notes.values()].filter(matches).sort((one, other) => {
      const key = keyOf(other);
      return keyOf(one).reduce<number>((found, value, position) => found || compare(value, key[position] ?? null), 0);
    });
    return order === 'descending' ? ordered.reverse() : ordered;
  }
}
