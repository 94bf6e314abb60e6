// Group commit: many callers, one durable step, each with its own outcome, on both databases.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, WriteOperation, WriteOutcome } from '../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { makeNote, makeTicket, type Note, notes, tickets } from './samples.js';

describe.each(storeLanes())('a commit $title', ({ open }) => {
  let lane: OpenedLane;
  let collection: Collection<Note>;
  beforeEach(async () => {
    lane = await open([notes, tickets]);
    collection = lane.store.collection(notes);
  });
  afterEach(() => lane.dispose());

  const insert = (document: Note): WriteOperation => ({ kind: 'insert', collection: 'notes', document });
  const replace = (document: Note, expectedRevision: number): WriteOperation => ({
    kind: 'replace',
    collection: 'notes',
    document,
    expectedRevision,
  });

  test('answers each operation on its own, in the order given', async () => {
    await collection.insert(makeNote('old', { label: 'old' }));
    const outcomes = await lane.store.commit([
      insert(makeNote('one')),
      insert(makeNote('one', { label: 'other' })),
      insert(makeNote('two', { label: 'old' })),
      insert({ ...makeNote('bad'), label: 1 } as unknown as Note),
      replace(makeNote('one', { rank: 2 }), 1),
      replace(makeNote('one', { rank: 3 }), 1),
      replace(makeNote('none'), 1),
      replace(makeNote('old', { label: 'label of one' }), 1),
      { kind: 'insert', collection: 'tickets', document: makeTicket('t', null) },
    ]);
    expect(outcomes).toEqual([
      { ok: true, revision: 1 },
      { ok: false, code: 'duplicate', index: 'id' },
      { ok: false, code: 'duplicate', index: 'byLabel' },
      { ok: false, code: 'invalid', message: expect.any(String) },
      { ok: true, revision: 2 },
      { ok: false, code: 'conflict' },
      { ok: false, code: 'not-found' },
      { ok: false, code: 'duplicate', index: 'byLabel' },
      { ok: true, revision: 1 },
    ] satisfies unknown[]);
    expect(await collection.get('one')).toMatchObject({ rank: 2, revision: 2 });
    expect(await collection.get('none')).toBeUndefined();
    expect(await lane.store.collection(tickets).get('t')).toMatchObject({ holder: 'holder of t' });
  });

  test('of nothing is nothing', async () => {
    expect(await lane.store.commit([])).toEqual([]);
  });

  test('lets exactly one of many racing writers win each revision', async () => {
    await collection.insert(makeNote('one', { rank: 0 }));
    async function increment(): Promise<number> {
      for (let losses = 0; ; losses += 1) {
        const current = await collection.get('one');
        if (!current) throw new Error('gone');
        const next = { ...current, rank: Number(current.rank) + 1 };
        if ((await collection.replace(next, current.revision)).ok) return losses;
      }
    }
    await Promise.all(Array.from({ length: 20 }, increment));
    expect(await collection.get('one')).toMatchObject({ rank: 20, revision: 21 });
  });

  test('lets exactly one of many racing inserts of the same unique value in', async () => {
    const racing = Array.from({ length: 20 }, (_, n) => collection.insert(makeNote(`n${n}`, { label: 'prize' })));
    const outcomes = await Promise.all(racing);
    const lost: WriteOutcome = { ok: false, code: 'duplicate', index: 'byLabel' };
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual(Array(19).fill(lost));
    expect(await collection.count({ index: 'byRank' }, 50)).toEqual({ count: 1, more: false });
  });

  test('keeps every acknowledged write of hundreds at once, also over a restart', async () => {
    const ids = Array.from({ length: 700 }, (_, position) => `n${position}`);
    await Promise.all(ids.map((id) => collection.insert(makeNote(id, { raw: [['Body', 'x'.repeat(2_000)]] }))));
    const reopened = (await lane.reopen()).collection(notes);
    expect(await reopened.count({ index: 'byLabel' }, 1_000)).toEqual({ count: 700, more: false });
    expect(await reopened.getMany(ids)).toHaveLength(700);
  });

  test('under way is finished before the store closes, and nothing is taken afterwards', async () => {
    const writing = collection.insert(makeNote('late'));
    const reopened = (await lane.reopen()).collection(notes);
    expect(await writing).toEqual({ ok: true, revision: 1 });
    expect(await reopened.get('late')).toBeDefined();
    const closed = { name: 'StorageError', code: 'unavailable' };
    await expect(collection.insert(makeNote('after'))).rejects.toMatchObject(closed);
    await expect(collection.get('late')).rejects.toMatchObject(closed);
  });

  test('is refused for a collection that was not declared, and for values no database keeps alike', async () => {
    const stray = { kind: 'insert', collection: 'strays', document: makeNote('one') } as const;
    await expect(lane.store.commit([stray])).rejects.toMatchObject({ code: 'undeclared' });
    expect(() => lane.store.collection({ ...notes, name: 'strays' })).toThrow('not declared');
    expect(() => lane.store.collection({ ...notes, indexes: {} })).toThrow('not declared');
    const [outcome] = await lane.store.commit([insert(makeNote('', {}))]);
    expect(outcome).toMatchObject({ ok: false, code: 'invalid' });
    expect(await collection.insert(makeNote('nan', { rank: Number.POSITIVE_INFINITY }))).toMatchObject({
      code: 'invalid',
    });
  });

  test('is possible when the check says so', async () => {
    await expect(lane.store.check()).resolves.toBeUndefined();
    await lane.store.close();
    await expect(lane.store.check()).rejects.toMatchObject({ name: 'StorageError', code: 'unavailable' });
  });
});
