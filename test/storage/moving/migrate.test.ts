// From the data folder into another database: copied once, verified, and never written over.
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { declareCollections } from '../../../server/storage/declarations.js';
import { lastingFrom } from '../../../server/storage/moving/lasting.js';
import { migrateStore, planMigration } from '../../../server/storage/moving/migrateStore.js';
import { restoreBackup } from '../../../server/storage/moving/restoreBackup.js';
import type { Store } from '../../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';
import { makeNote, makeTicket, notes, tickets } from '../samples.js';
import { declarations, dump, failingStore, fillStore, now, silent } from './movingSamples.js';

// A thousand documents, several times over, on a machine that may have other things to do.
jest.setTimeout(60_000);

const declared = declareCollections(declarations);
const [embedded] = storeLanes();

/** A restore whose file has gone since it was checked. */
const goneFile = {
  ...{ samsamsam: 'backup' as const, format: 1 as const, product: '1.2.3', from: 'lmdb' as const },
  ...{ madeAt: new Date(now).toISOString(), collections: {} },
};

describe.each(storeLanes())('a migration to another store $title', ({ open }) => {
  let source: OpenedLane;
  let target: OpenedLane;
  beforeEach(async () => {
    if (!embedded) throw new Error('there is always the embedded lane');
    source = await embedded.open(declarations);
    target = await open(declarations);
  });
  afterEach(async () => {
    await source.dispose();
    await target.dispose();
  });

  const isLasting = lastingFrom(now);
  const parts = (into: Store = target.store) => ({
    ...{ source: source.store, target: into, collections: declarations },
    ...{ declared, isLasting, now, progress: silent },
  });

  test('copies every document at its revision and leaves the source as it was', async () => {
    await fillStore(source.store);
    const before = await dump(source.store);
    const { missing, same, verified } = await migrateStore(parts());
    expect({ missing, same }).toEqual({ missing: 1_102, same: 0 });
    expect(verified.get('notes')).toMatchObject({ count: 1_100, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await dump(source.store)).toEqual(before);
    expect(await dump(await target.reopen())).toEqual(before);
    expect(await target.store.collection(notes).replace(makeNote('n2'), 3)).toEqual({ ok: true, revision: 4 });
  });

  test('run twice verifies what is there and copies nothing again', async () => {
    await fillStore(source.store, 700);
    const first = await migrateStore(parts());
    const second = await migrateStore(parts());
    expect(second).toEqual({ missing: 0, same: 702, verified: first.verified });
    expect(await dump(target.store)).toEqual(await dump(source.store));
  });

  test('goes on where it was interrupted, and the target stays shut until it is complete', async () => {
    await fillStore(source.store);
    await expect(migrateStore(parts(failingStore(target.store, 600)))).rejects.toThrow('the plug was pulled');
    await expect(target.reopen()).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/migration .* did not finish.*npm run migrate-to-mongodb/),
    });
    const again = await target.reopen(declarations, { admitsHalfMoved: true });
    const { missing, same } = await migrateStore(parts(again));
    expect(same).toBeGreaterThanOrEqual(500);
    expect(missing + same).toBe(1_102);
    expect(await dump(await target.reopen())).toEqual(await dump(source.store));
  });

  test('names a document that differs and writes nothing at all', async () => {
    await fillStore(source.store, 50);
    await migrateStore(parts());
    await target.store.collection(notes).replace(makeNote('n7', { rank: 'other' }), 2);
    await target.store.collection(notes).remove('n8');
    const before = await dump(target.store);
    const refusal = { name: 'MoveError', message: expect.stringMatching(/other versions of .*notes n7\. Nothing was/) };
    await expect(planMigration(parts())).rejects.toMatchObject(refusal);
    await expect(migrateStore(parts())).rejects.toMatchObject(refusal);
    expect(await dump(target.store)).toEqual(before);
    await expect(target.reopen()).resolves.toBeDefined();
  });

  test('tells a document of another revision alone from an equal one', async () => {
    await fillStore(source.store, 5);
    await target.store.collection(notes).load({ ...makeNote('n1'), revision: 9 });
    await expect(migrateStore(parts())).rejects.toThrow(/other versions of .*notes n1/);
  });

  test('refuses a target that already holds something of its own', async () => {
    await fillStore(source.store, 5);
    const many = ['a', 'b', 'c', 'd', 'e'].map((id) => makeNote(id));
    await Promise.all(many.map((note) => target.store.collection(notes).insert(note)));
    await expect(migrateStore(parts())).rejects.toThrow(/the data folder does not: notes a, b, c and 2 more\. Nothing/);
    expect((await dump(target.store))['notes']).toHaveLength(5);
  });

  test('is told before it is done how much it would copy, with nothing written', async () => {
    await fillStore(source.store, 30);
    await target.store.collection(notes).load({ ...makeNote('n29', { rank: 29 }), revision: 1 });
    await target.store.collection(notes).remove('n29');
    expect(await planMigration(parts())).toEqual({ missing: 32, same: 0 });
    expect(await dump(target.store)).toEqual({ notes: [], tickets: [] });
  });

  test('does not stumble over what expires on the way', async () => {
    await source.store.collection(tickets).insert(makeTicket('soon', Date.now() - 50_000));
    await migrateStore(parts());
    await target.store.collection(tickets).remove('soon');
    await expect(migrateStore(parts())).resolves.toMatchObject({ missing: 1 });
  });

  test('does not begin where a restore was left half done', async () => {
    await fillStore(source.store, 5);
    const options = {
      ...{ store: failingStore(target.store, 0), collections: declarations, declared, file: '/nowhere' },
      ...{ checked: { header: goneFile, counts: new Map(), lasting: new Map() }, isLasting, replaceAll: false, now },
    };
    await expect(restoreBackup({ ...options, progress: silent })).rejects.toThrow(/cannot be read/);
    await expect(migrateStore(parts())).rejects.toThrow(/restore into this database did not finish/);
  });
});
