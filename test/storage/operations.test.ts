// The port's operations one by one, on both databases.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection } from '../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { makeNote, type Note, notes, tickets } from './samples.js';

describe.each(storeLanes())('one document $title', ({ open }) => {
  let lane: OpenedLane;
  let collection: Collection<Note>;
  beforeEach(async () => {
    lane = await open([notes, tickets]);
    collection = lane.store.collection(notes);
  });
  afterEach(() => lane.dispose());

  test('comes back as it was stored, at revision 1, whatever revision it carried', async () => {
    const raw: [string, string][] = [
      ['$From', '+82\u0000'],
      ['a.b', '삼삼삼 🙂'],
      ['', ''],
    ];
    expect(await collection.insert({ ...makeNote('one', { raw }), revision: 7 })).toEqual({ ok: true, revision: 1 });
    expect(await collection.get('one')).toStrictEqual({ ...makeNote('one', { raw }), revision: 1 });
    expect(await collection.get('other')).toBeUndefined();
  });

  test('is still there after the store was closed and opened again', async () => {
    await collection.insert(makeNote('one'));
    await collection.replace(makeNote('one', { rank: 2 }), 1);
    const reopened = (await lane.reopen()).collection(notes);
    expect(await reopened.get('one')).toStrictEqual({ ...makeNote('one', { rank: 2 }), revision: 2 });
  });

  test('is inserted once: the second insert names the id', async () => {
    await collection.insert(makeNote('one'));
    const outcome = await collection.insert(makeNote('one', { label: 'another' }));
    expect(outcome).toEqual({ ok: false, code: 'duplicate', index: 'id' });
    expect(await collection.get('one')).toMatchObject({ label: 'label of one' });
  });

  test('is refused by the name of the unique index that another document occupies', async () => {
    await collection.insert(makeNote('one', { label: 'taken' }));
    await collection.insert(makeNote('two'));
    const refused = { ok: false, code: 'duplicate', index: 'byLabel' };
    expect(await collection.insert(makeNote('three', { label: 'taken' }))).toEqual(refused);
    expect(await collection.replace(makeNote('two', { label: 'taken' }), 1)).toEqual(refused);
    expect(await collection.get('three')).toBeUndefined();
    expect(await collection.get('two')).toStrictEqual({ ...makeNote('two'), revision: 1 });
  });

  test('is replaced only at the revision the caller saw', async () => {
    await collection.insert(makeNote('one'));
    expect(await collection.replace(makeNote('one', { rank: 2 }), 1)).toEqual({ ok: true, revision: 2 });
    expect(await collection.replace(makeNote('one', { rank: 3 }), 1)).toEqual({ ok: false, code: 'conflict' });
    expect(await collection.get('one')).toStrictEqual({ ...makeNote('one', { rank: 2 }), revision: 2 });
  });

  test('is not replaced once it is gone, and nothing of it comes back', async () => {
    await collection.insert(makeNote('one'));
    expect(await collection.remove('one')).toBe(true);
    expect(await collection.remove('one')).toBe(false);
    expect(await collection.replace(makeNote('one'), 1)).toEqual({ ok: false, code: 'not-found' });
    expect(await collection.get('one')).toBeUndefined();
    expect(await collection.list({ index: 'byLabel', limit: 10 })).toMatchObject({ items: [], nextCursor: null });
    expect(await collection.insert(makeNote('two', { label: 'label of one' }))).toMatchObject({ ok: true });
  });

  test('that does not fit is refused with the reason, and only its caller hears of it', async () => {
    const misfit = { ...makeNote('bad'), label: 5 } as unknown as Note;
    const [good, bad] = await Promise.all([collection.insert(makeNote('good')), collection.insert(misfit)]);
    expect(good).toEqual({ ok: true, revision: 1 });
    expect(bad).toMatchObject({ ok: false, code: 'invalid', message: expect.stringContaining('label') });
    expect(await collection.get('bad')).toBeUndefined();
  });

  test('is fetched together with others, each once and in the order asked for, missing ones left out', async () => {
    await Promise.all(['one', 'two', 'three'].map((id) => collection.insert(makeNote(id))));
    const found = await collection.getMany(['three', 'one', 'none', 'three']);
    expect(found.map(({ id }) => id)).toEqual(['three', 'one']);
    expect(await collection.getMany([])).toEqual([]);
  });
});
