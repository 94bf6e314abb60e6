// The change question: what was committed since I last asked, on both databases, and on MongoDB by whichever process.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createConnection } from 'mongoose';
import { systemClock } from '../../server/base/clock.js';
import { declareCollections } from '../../server/storage/declarations.js';
import { findChanges, readChanges } from '../../server/storage/mongo/changes.js';
import { createModel } from '../../server/storage/mongo/models/createModel.js';
import type { MongoCollectionParts } from '../../server/storage/mongo/shapes.js';
import { openStore } from '../../server/storage/openStore.js';
import type { Changes, Collection, Store } from '../../server/storage/port.js';
import { type OpenedLane, storeLanes, throwAwayDatabase } from '../support/storeLanes.js';
import { makeNote, type Note, notes } from './samples.js';

const tracked = { ...notes, tracked: true };
const spell = ({ entries }: Changes) => entries.map(({ id, revision }) => `${id}@${revision}`).sort();

describe.each(storeLanes())('what changed $title', ({ open }) => {
  let lane: OpenedLane;
  let collection: Collection<Note>;
  beforeEach(async () => {
    lane = await open([tracked]);
    collection = lane.store.collection(tracked);
  });
  afterEach(() => lane.dispose());

  test('since the beginning of an empty collection is everything that came after', async () => {
    const { entries, marker } = await collection.changes({});
    expect(entries).toEqual([]);
    await collection.insert(makeNote('one'));
    await lane.store.commit([
      { kind: 'insert', collection: 'notes', document: makeNote('two') },
      { kind: 'replace', collection: 'notes', document: makeNote('one', { rank: 2 }), expectedRevision: 1 },
    ]);
    await collection.load({ ...makeNote('three'), revision: 7 });
    const told = await collection.changes({ after: marker });
    expect(spell(told)).toEqual(['one@2', 'three@7', 'two@1']);
    expect(told.isComplete).toBe(true);
  });

  test('is each document once, at its newest revision, however often it changed', async () => {
    await collection.insert(makeNote('one'));
    const { marker } = await collection.changes({});
    for (const revision of [1, 2, 3, 4]) await collection.replace(makeNote('one', { rank: revision }), revision);
    expect(spell(await collection.changes({ after: marker }))).toEqual(['one@5']);
  });

  test('begins at the present, and goes on from each answer', async () => {
    // Ids that rise: two commits of one millisecond stand in the order of their ids.
    await collection.insert(makeNote('a1'));
    const first = await collection.changes({});
    await collection.insert(makeNote('a2'));
    const second = await collection.changes({ after: first.marker });
    expect(spell(second)).toContain('a2@1');
    await collection.insert(makeNote('a3'));
    const third = await collection.changes({ after: second.marker });
    expect(spell(third)).toContain('a3@1');
    expect(spell(third)).not.toContain('a1@1');
  });

  test('is told again as far back as the asker wants', async () => {
    await collection.insert(makeNote('one'));
    await collection.insert(makeNote('two'));
    const { marker } = await collection.changes({});
    expect(spell(await collection.changes({ after: marker, overlapMs: 60_000 }))).toEqual(['one@1', 'two@1']);
  });

  test('does not count what was refused', async () => {
    await collection.insert(makeNote('one'));
    const { marker } = await collection.changes({});
    await collection.insert(makeNote('one'));
    await collection.replace(makeNote('one'), 5);
    await collection.replace(makeNote('none'), 1);
    await collection.insert({ ...makeNote('bad'), label: 1 } as unknown as Note);
    const told = spell(await collection.changes({ after: marker }));
    expect(told.filter((entry) => entry !== 'one@1')).toEqual([]);
  });

  test('is refused for a marker of elsewhere and for a collection that is not tracked', async () => {
    for (const after of ['nonsense', '', '[1]', '[]', '{}']) {
      await expect(collection.changes({ after })).rejects.toMatchObject({ name: 'StorageError', code: 'cursor' });
    }
    const reopened = await lane.reopen([notes]);
    await expect(reopened.collection(notes).changes({})).rejects.toMatchObject({ code: 'no-index' });
  });

  test("comes with the database's own time", async () => {
    const before = Date.now();
    const time = await lane.store.time();
    // Both run on this machine.
    expect(time).toBeGreaterThanOrEqual(before - 50);
    expect(time).toBeLessThanOrEqual(Date.now() + 50);
    await lane.store.close();
    await expect(lane.store.time()).rejects.toMatchObject({ name: 'StorageError', code: 'unavailable' });
  });
});

const serverUri = process.env.TEST_MONGODB_URI;

if (serverUri) {
  describe('on a shared database [MongoDB]', () => {
    let uri: string;
    let stores: Store[];
    let parts: MongoCollectionParts;
    let disconnect: () => Promise<void>;
    beforeEach(async () => {
      uri = throwAwayDatabase(serverUri);
      const open = () => openStore({ mongodbUri: uri, dataDir: '', collections: [tracked] });
      stores = [await open(), await open()];
      const connection = await createConnection(uri).asPromise();
      const declared = declareCollections([tracked]).get('notes');
      if (!declared) throw new Error('not declared');
      parts = { collection: declared, model: createModel(connection, declared), clock: systemClock };
      disconnect = async () => {
        await connection.dropDatabase();
        await connection.close();
      };
    });
    afterEach(async () => {
      for (const store of stores) await store.close();
      await disconnect();
    });

    test('each process hears of what the other one committed', async () => {
      const [one, other] = stores.map((store) => store.collection(tracked));
      const marker = (await one?.changes({}))?.marker ?? '';
      await other?.insert(makeNote('theirs'));
      await one?.insert(makeNote('ours'));
      const told = await one?.changes({ after: marker });
      expect(told && spell(told)).toEqual(['ours@1', 'theirs@1']);
    });

    test('the question is answered from the index alone', async () => {
      const documents = Array.from({ length: 500 }, (_, n) =>
        makeNote(`n${n}`, { raw: [['Body', 'x'.repeat(2_000)]] }),
      );
      await Promise.all(documents.map((document) => stores[0]?.collection(tracked).insert(document)));
      for (const overlapMs of [0, 2_000]) {
        const plan = await findChanges(parts, [0, '', 0], overlapMs, 400).explain('executionStats');
        expect(plan['executionStats']).toMatchObject({ nReturned: 400, totalDocsExamined: 0 });
        expect(plan['executionStats'].totalKeysExamined).toBeLessThanOrEqual(401);
      }
    });

    test('an answer that stops early goes on where it stopped, though all was committed in one moment', async () => {
      const ids = Array.from({ length: 60 }, (_, n) => `n${n}`);
      await stores[0]?.commit(
        ids.map((id) => ({ kind: 'insert' as const, collection: 'notes', document: makeNote(id) })),
      );
      const newest = await readChanges(parts, {});
      const seen = new Set<string>();
      let answer = await readChanges(parts, { after: newest.marker, overlapMs: 60_000 }, 7);
      for (let asked = 0; asked < 20 && !answer.isComplete; asked += 1) {
        for (const { id } of answer.entries) seen.add(id);
        answer = await readChanges(parts, { after: answer.marker }, 7);
      }
      for (const { id } of answer.entries) seen.add(id);
      expect([...seen].sort()).toEqual(ids.sort());
      expect(answer.isComplete).toBe(true);
    });
  });
}
