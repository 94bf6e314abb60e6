// Lists, counts and removals along declared indexes, on both databases.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, IndexValue, ListQuery } from '../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { makeNote, type Note, notes, tickets } from './samples.js';

const mixed = [
  ...[null, -1e9, -1.5, 0, 0.5, 3, 2 ** 40],
  ...['', '\u0000', '\u0001', 'Z', 'a', 'a\u0000', 'ab', '가', '\uffee', '🙂'],
  ...[false, true],
];

describe.each(storeLanes())('a list $title', ({ open }) => {
  let lane: OpenedLane;
  let collection: Collection<Note>;
  beforeEach(async () => {
    lane = await open([notes, tickets]);
    collection = lane.store.collection(notes);
  });
  afterEach(() => lane.dispose());

  async function fill(ranks: readonly IndexValue[], group: IndexValue = 'a'): Promise<void> {
    const outcomes = await lane.store.commit(
      ranks.map((rank, position) => ({
        kind: 'insert',
        collection: 'notes',
        document: makeNote(`${String(group)}${String(position).padStart(4, '0')}`, { group, rank }),
      })),
    );
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  }

  const ranksOf = async (query: Partial<ListQuery<Note>>) => {
    const page = await collection.list({ index: 'byGroup', equals: ['a'], limit: 200, ...query });
    return page.items.map(({ rank }) => rank);
  };

  async function pages(query: Omit<ListQuery<Note>, 'after'>): Promise<string[][]> {
    const found: string[][] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await collection.list(after === undefined ? query : { ...query, after });
      found.push(page.items.map(({ id }) => id));
      after = page.nextCursor;
    }
    return found;
  }

  test('runs through null, numbers, strings by their bytes, false and true', async () => {
    await fill([...mixed].reverse());
    expect(await ranksOf({})).toEqual(mixed);
    expect(await ranksOf({ order: 'descending' })).toEqual([...mixed].reverse());
  });

  test('begins at the lower bound and ends before the upper one, across types', async () => {
    await fill(mixed);
    const bounds: readonly IndexValue[] = [null, -2, 0.5, 2 ** 41, '', 'a', 'b', '🙂', false, true];
    const order = new Map(mixed.map((value, position) => [value, position]));
    const place = (value: IndexValue) => order.get(value) ?? (value === -2 ? 1.5 : value === 'b' ? 13.5 : 6.5);
    for (const from of bounds) {
      for (const to of bounds) {
        const expected = mixed.filter((_, position) => position >= place(from) && position < place(to));
        expect(await ranksOf({ range: { from, to } })).toEqual(expected);
      }
      expect(await ranksOf({ range: { from } })).toEqual(mixed.filter((_, position) => position >= place(from)));
      expect(await ranksOf({ range: { to: from } })).toEqual(mixed.filter((_, position) => position < place(from)));
    }
  });

  test('keeps to its equality prefix, whole keys included', async () => {
    await fill([1, 2], 'a');
    await fill([1, 2], 'b');
    await fill([1], null);
    expect(await pages({ index: 'byGroup', equals: ['b'], limit: 10 })).toEqual([['b0000', 'b0001']]);
    expect(await pages({ index: 'byGroup', equals: ['b', 2], limit: 10 })).toEqual([['b0001']]);
    expect(await pages({ index: 'byGroup', equals: [null, 1, 'null0000'], limit: 10 })).toEqual([['null0000']]);
    expect(await pages({ index: 'byGroup', equals: ['c'], limit: 10 })).toEqual([[]]);
    expect(await pages({ index: 'byLabel', equals: ['label of a0001'], limit: 10 })).toEqual([['a0001']]);
  });

  test('goes on page by page, in both directions, also over equal values', async () => {
    await fill([1, 1, 1, 2, 2]);
    const query = { index: 'byRank', limit: 2 } as const;
    expect(await pages(query)).toEqual([['a0000', 'a0001'], ['a0002', 'a0003'], ['a0004']]);
    const down = await pages({ ...query, order: 'descending' });
    expect(down).toEqual([['a0004', 'a0003'], ['a0002', 'a0001'], ['a0000']]);
    expect(await pages({ ...query, limit: 5 })).toHaveLength(1);
  });

  test('goes on behind a document that has gone in the meantime', async () => {
    await fill([1, 2, 3]);
    const first = await collection.list({ index: 'byRank', limit: 2 });
    await collection.remove('a0001');
    const second = await collection.list({ index: 'byRank', limit: 2, after: first.nextCursor ?? '' });
    expect(second.items.map(({ id }) => id)).toEqual(['a0002']);
  });

  test('never leaves its range because of a cursor from a wider one', async () => {
    await fill([1, 2, 3, 4, 5]);
    const { nextCursor } = await collection.list({ index: 'byRank', limit: 1 });
    const after = nextCursor ?? '';
    expect((await collection.list({ index: 'byRank', range: { from: 3, to: 5 }, after, limit: 9 })).items).toHaveLength(
      2,
    );
    const far = (await collection.list({ index: 'byRank', limit: 4 })).nextCursor ?? '';
    const beyond = await collection.list({ index: 'byRank', range: { to: 3 }, after: far, limit: 9 });
    expect(beyond).toEqual({ items: [], nextCursor: null, examined: 0 });
  });

  test('refuses a cursor of another index, direction or prefix, and text that is none', async () => {
    await fill([1, 2, 3]);
    const { nextCursor } = await collection.list({ index: 'byGroup', equals: ['a'], limit: 1 });
    const after = nextCursor ?? '';
    const refusal = { name: 'StorageError', code: 'cursor' };
    await expect(collection.list({ index: 'byRank', after, limit: 1 })).rejects.toMatchObject(refusal);
    await expect(collection.list({ index: 'byGroup', equals: ['b'], after, limit: 1 })).rejects.toMatchObject(refusal);
    await expect(
      collection.list({ index: 'byGroup', equals: ['a'], order: 'descending', after, limit: 1 }),
    ).rejects.toMatchObject(refusal);
    for (const garbled of ['', 'x', after.slice(2), Buffer.from('[]').toString('base64url')]) {
      await expect(
        collection.list({ index: 'byGroup', equals: ['a'], after: garbled, limit: 1 }),
      ).rejects.toMatchObject(refusal);
    }
  });

  test('that no index serves is refused', async () => {
    const refusal = { name: 'StorageError', code: 'no-index' };
    const list = (query: Partial<ListQuery<Note>>) => collection.list({ index: 'byGroup', limit: 1, ...query });
    await expect(list({ index: 'byNobody' })).rejects.toMatchObject(refusal);
    await expect(list({ index: 'id' })).rejects.toMatchObject(refusal);
    await expect(list({ equals: ['a', 1, 'id', 'more'] })).rejects.toMatchObject(refusal);
    await expect(list({ equals: ['a', 1, 'id'], range: { from: 1 } })).rejects.toMatchObject(refusal);
    await expect(collection.count({ index: 'byNobody' }, 5)).rejects.toMatchObject(refusal);
    await expect(collection.removeRange({ index: 'byNobody' })).rejects.toMatchObject(refusal);
    await expect(list({ limit: 0 })).rejects.toThrow(RangeError);
    await expect(list({ limit: 5_001 })).rejects.toThrow(RangeError);
  });

  test('stops after 5,000 examined entries, says so, and goes on from there', async () => {
    await fill(Array.from({ length: 6_000 }, (_, position) => position));
    const where = ({ rank }: Note) => rank === 5_500;
    const first = await collection.list({ index: 'byRank', where, limit: 10 });
    expect(first).toMatchObject({ items: [], examined: 5_000 });
    const second = await collection.list({ index: 'byRank', where, limit: 10, after: first.nextCursor ?? '' });
    expect(second).toMatchObject({ items: [{ rank: 5_500 }], nextCursor: null, examined: 1_000 });
    expect(await collection.count({ index: 'byRank' }, 10_000)).toEqual({ count: 6_000, more: false });
    expect(await collection.count({ index: 'byRank', where: () => true }, 10_000)).toEqual({
      count: 5_000,
      more: true,
    });
    expect((await collection.list({ index: 'byRank', limit: 5_000 })).items).toHaveLength(5_000);
  });

  test('is counted exactly up to a bound, then as more', async () => {
    await fill([1, 2, 3, 4]);
    expect(await collection.count({ index: 'byRank' }, 4)).toEqual({ count: 4, more: false });
    expect(await collection.count({ index: 'byRank' }, 3)).toEqual({ count: 3, more: true });
    expect(await collection.count({ index: 'byRank', range: { from: 2, to: 4 } }, 9)).toEqual({
      count: 2,
      more: false,
    });
    const where = ({ rank }: Note) => rank !== 2;
    expect(await collection.count({ index: 'byRank', where }, 9)).toEqual({ count: 3, more: false });
  });

  test('is removed as a range, and only that range', async () => {
    await fill(Array.from({ length: 1_200 }, (_, position) => position));
    expect(await collection.removeRange({ index: 'byRank', range: { from: 1, to: 1_199 } })).toBe(1_198);
    expect(await pages({ index: 'byGroup', limit: 10 })).toEqual([['a0000', 'a1199']]);
    expect(await collection.removeRange({ index: 'byGroup', equals: ['b'] })).toBe(0);
  });

  test('finds long values again, and tells apart those that differ far behind', async () => {
    const long = '가'.repeat(500);
    await fill([`${long}1`, `${long}2`]);
    expect(await ranksOf({ equals: ['a', `${long}2`] })).toEqual([`${long}2`]);
    expect(await pages({ index: 'byRank', limit: 1 })).toHaveLength(2);
    expect(await collection.insert(makeNote('one', { label: `${long}1` }))).toMatchObject({ ok: true });
    expect(await collection.insert(makeNote('two', { label: `${long}2` }))).toMatchObject({ ok: true });
    const taken = await collection.insert(makeNote('three', { label: `${long}2` }));
    expect(taken).toEqual({ ok: false, code: 'duplicate', index: 'byLabel' });
  });
});
