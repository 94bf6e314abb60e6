// Whole collections: walked in the order of ids, loaded at their own revisions, and measured, on both databases.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection } from '../../server/storage/port.js';
import { manualClock } from '../support/manualClock.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { makeNote, makeTicket, type Note, notes, ticketLifeMs, tickets } from './samples.js';

describe.each(storeLanes())('a whole collection $title', ({ open }) => {
  const clock = manualClock(1_000_000);
  let lane: OpenedLane;
  let collection: Collection<Note>;
  beforeEach(async () => {
    lane = await open([notes, tickets], clock);
    collection = lane.store.collection(notes);
  });
  afterEach(() => lane.dispose());

  async function walkAll(): Promise<Note[]> {
    const found: Note[] = [];
    for await (const slice of collection.walk()) {
      expect(slice.length).toBeGreaterThan(0);
      found.push(...slice);
    }
    return found;
  }
  const idsOf = (found: readonly Note[]) => found.map(({ id }) => id);

  test('is walked whole, by the bytes of the ids, each document once and as it is stored', async () => {
    const ids = ['b', 'a', 'a\u0000', 'ab', '가', '\uffee', '🙂', 'Z'];
    await Promise.all(ids.map((id) => collection.insert(makeNote(id))));
    await collection.replace(makeNote('b', { rank: 2 }), 1);
    const found = await walkAll();
    expect(idsOf(found)).toEqual(['Z', 'a', 'a\u0000', 'ab', 'b', '가', '\uffee', '🙂']);
    expect(found[4]).toStrictEqual({ ...makeNote('b', { rank: 2 }), revision: 2 });
  });

  test('of no documents has no slices', async () => {
    expect(await walkAll()).toEqual([]);
    expect(await collection.size()).toBe(0);
  });

  test('of more than a slice arrives in several, none left out at their seams', async () => {
    const ids = Array.from({ length: 1_200 }, (_, position) => `n${String(position).padStart(5, '0')}`);
    await lane.store.commit(
      ids.map((id) => ({ kind: 'insert', collection: 'notes', document: makeNote(id) }) as const),
    );
    expect(idsOf(await walkAll())).toEqual(ids);
    expect(await collection.size()).toBe(1_200);
  });

  test('goes on behind a document that has gone while it was walked, and meets those added behind', async () => {
    const ids = Array.from({ length: 1_000 }, (_, position) => `n${String(position).padStart(5, '0')}`);
    await lane.store.commit(
      ids.map((id) => ({ kind: 'insert', collection: 'notes', document: makeNote(id) }) as const),
    );
    const found: string[] = [];
    for await (const slice of collection.walk()) {
      if (found.length === 0) {
        await collection.remove(slice.at(-1)?.id ?? '');
        await collection.insert(makeNote('z'));
      }
      found.push(...idsOf(slice));
    }
    expect(found).toEqual([...ids, 'z']);
  });

  test('is walked without what has expired', async () => {
    const expiring = lane.store.collection(tickets);
    await expiring.insert(makeTicket('old', clock.now() - ticketLifeMs - 1));
    await expiring.insert(makeTicket('new', clock.now()));
    const found: string[] = [];
    for await (const slice of expiring.walk()) found.push(...slice.map(({ id }) => id));
    expect(found).toEqual(['new']);
  });

  test('is loaded at the revisions that the documents carry, and guarded writers go on from there', async () => {
    expect(await collection.load({ ...makeNote('one'), revision: 7 })).toEqual({ ok: true, revision: 7 });
    expect(await collection.get('one')).toStrictEqual({ ...makeNote('one'), revision: 7 });
    expect(await collection.replace(makeNote('one', { rank: 2 }), 1)).toEqual({ ok: false, code: 'conflict' });
    expect(await collection.replace(makeNote('one', { rank: 2 }), 7)).toEqual({ ok: true, revision: 8 });
    expect((await collection.list({ index: 'byLabel', limit: 10 })).items).toHaveLength(1);
  });

  test('is not loaded over what is there, nor with documents that do not fit', async () => {
    await collection.insert(makeNote('one'));
    const again = await collection.load({ ...makeNote('one', { rank: 9 }), revision: 7 });
    expect(again).toEqual({ ok: false, code: 'duplicate', index: 'id' });
    const twin = await collection.load({ ...makeNote('two', { label: 'label of one' }), revision: 7 });
    expect(twin).toEqual({ ok: false, code: 'duplicate', index: 'byLabel' });
    const misfit = { ...makeNote('bad'), revision: 7, label: 5 } as unknown as Note;
    expect(await collection.load(misfit)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await walkAll()).toStrictEqual([{ ...makeNote('one'), revision: 1 }]);
  });

  test('cannot be walked once the store is closed', async () => {
    await collection.insert(makeNote('one'));
    await lane.store.close();
    await expect(walkAll()).rejects.toMatchObject({ name: 'StorageError', code: 'unavailable' });
  });
});
