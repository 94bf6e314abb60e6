// Declarations: what no driver can serve is refused when the store is opened, and changed ones bring their indexes along.
import { afterEach, describe, expect, test } from '@jest/globals';
import { declareCollections } from '../../server/storage/declarations.js';
import type { CollectionDeclaration } from '../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { makeNote, type Note, notes } from './samples.js';

const withIndexes = (indexes: CollectionDeclaration<Note>['indexes']) => ({ ...notes, indexes });

describe('declaring collections', () => {
  test.each([
    ['an index without fields', { byNothing: { fields: [] } }],
    ['a field named twice', { byRank: { fields: ['rank', 'rank'] } }],
    ['a nested field', { byBody: { fields: ['raw.0'] } }],
    ['a field of the store itself', { byChange: { fields: ['changedAt'] } }],
    ['two indexes that are the same', { byRank: { fields: ['rank'] }, byRankToo: { fields: ['rank', 'id'] } }],
    ['a name that is taken', { id: { fields: ['rank'] } }],
    ['too many fields', { byAll: { fields: ['a', 'b', 'c', 'd', 'e', 'f'] } }],
  ])('refuses %s', (_, indexes) => {
    expect(() => declareCollections([withIndexes(indexes)])).toThrow(expect.objectContaining({ code: 'no-index' }));
  });

  test('refuses a collection declared twice or with an odd name', () => {
    const refusal = expect.objectContaining({ code: 'undeclared' });
    expect(() => declareCollections([notes, notes])).toThrow(refusal);
    expect(() => declareCollections([{ ...notes, name: 'no/tes' }])).toThrow(refusal);
  });
});

describe.each(storeLanes())('changed declarations $title', ({ open }) => {
  let lane: OpenedLane;
  afterEach(() => lane.dispose());

  test('bring a new index over all stored documents, and drop an old one', async () => {
    const before = withIndexes({ byGroup: { fields: ['group'] }, byText: { fields: ['label'], unique: true } });
    lane = await open([before]);
    const ids = Array.from({ length: 1_100 }, (_, n) => `n${String(n).padStart(4, '0')}`);
    await Promise.all(ids.map((id, n) => lane.store.collection(before).insert(makeNote(id, { rank: -n }))));

    // Same key as before under another name, another key under a name that was there, and a new one.
    const after = withIndexes({ byGroup: { fields: ['rank'] }, byLabel: { fields: ['label'], unique: true } });
    const collection = (await lane.reopen([after])).collection(after);
    const page = await collection.list({ index: 'byGroup', limit: 3 });
    expect(page.items.map(({ rank }) => rank)).toEqual([-1_099, -1_098, -1_097]);
    expect(await collection.count({ index: 'byLabel' }, 2_000)).toEqual({ count: 1_100, more: false });
    await collection.replace(makeNote('n0000', { rank: -5_000 }), 1);
    expect((await collection.list({ index: 'byGroup', limit: 1 })).items).toMatchObject([{ id: 'n0000' }]);
  });

  test('are refused when stored documents contradict a unique index, and nothing is lost', async () => {
    const before = withIndexes({});
    lane = await open([before]);
    await lane.store.collection(before).insert(makeNote('one', { label: 'same' }));
    await lane.store.collection(before).insert(makeNote('two', { label: 'same' }));
    await expect(lane.reopen([notes])).rejects.toMatchObject({ name: 'StorageError', code: 'no-index' });
    const store = await lane.reopen([before]);
    expect(await store.collection(before).getMany(['one', 'two'])).toHaveLength(2);
  });
});
