// From a store into a file and back, on both databases; and everything that a file can be instead of a backup.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { declareCollections } from '../../../server/storage/declarations.js';
import { checkBackup } from '../../../server/storage/moving/checkBackup.js';
import { lastingFrom } from '../../../server/storage/moving/lasting.js';
import { restoreBackup } from '../../../server/storage/moving/restoreBackup.js';
import { writeBackup } from '../../../server/storage/moving/writeBackup.js';
import type { Store } from '../../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';
import { makeNote, makeTicket, notes, tickets } from '../samples.js';
import { changedStore, declarations, dump, failingStore, fillStore, now, silent } from './movingSamples.js';

// A thousand documents, several times over, on a machine that may have other things to do.
jest.setTimeout(60_000);

const declared = declareCollections(declarations);
const isLasting = lastingFrom(now);

describe.each(storeLanes())('a backup $title', ({ open }) => {
  let folder: string;
  let file: string;
  let full: OpenedLane;
  let other: OpenedLane;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samsamsam-backup-'));
    file = join(folder, 'city.backup.gz');
    full = await open(declarations);
    other = await open(declarations);
  });
  afterEach(async () => {
    await full.dispose();
    await other.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const backup = (store: Store = full.store, options: { file?: string; signal?: AbortSignal } = {}) =>
    writeBackup({ store, collections: declarations, file, product: '1.2.3', now, progress: silent, ...options });
  const check = () => checkBackup({ file, declared, isLasting, progress: silent });
  async function restore(store: Store, replaceAll = false): Promise<void> {
    const checked = await check();
    const parts = { store, collections: declarations, declared, file, checked, isLasting, now, progress: silent };
    await restoreBackup({ ...parts, replaceAll });
  }
  /** The file's text, changed, and packed again with a true checksum of the packing. */
  async function rewrite(change: (text: string) => string): Promise<void> {
    const text = gunzipSync(await readFile(file)).toString('utf8');
    const changed = change(text);
    expect(changed === text).toBe(false);
    await writeFile(file, gzipSync(changed));
  }

  test('comes back elsewhere as equal documents at equal revisions, and guarded writers go on', async () => {
    await fillStore(full.store);
    const saved = await backup();
    expect(saved).toMatchObject({ notes: { count: 1_100 }, tickets: { count: 2 } });
    await restore(other.store);
    const before = await dump(full.store);
    expect(before['notes']).toHaveLength(1_100);
    expect(await dump(other.store)).toEqual(before);
    const reopened = await other.reopen();
    expect(await reopened.collection(notes).get('n2')).toMatchObject({ group: true, revision: 3 });
    const outcome = await reopened.collection(notes).replace(makeNote('n2'), 3);
    expect(outcome).toEqual({ ok: true, revision: 4 });
    const page = await reopened.collection(notes).list({ index: 'byRank', range: { from: 1_098 }, limit: 10 });
    expect(page.items.map(({ id }) => id)).toEqual(['n1098', 'n1099']);
  });

  test('of a store that was itself restored has the same checksums', async () => {
    await fillStore(full.store, 30);
    const first = await backup();
    await restore(other.store);
    expect(await backup(other.store, { file: join(folder, 'again.gz') })).toEqual(first);
  });

  test('is readable by its owner only, leaves no draft, and never replaces another file', async () => {
    await fillStore(full.store, 5);
    await backup();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['city.backup.gz']);
    await expect(backup()).rejects.toThrow(/exists already: choose another name/);
    const nowhere = { file: join(folder, 'missing', 'x.gz') };
    await expect(backup(full.store, nowhere)).rejects.toThrow(/cannot be written \(ENOENT\)/);
  });

  test('that is stopped in the middle leaves nothing behind', async () => {
    await fillStore(full.store, 50);
    const stopping = new AbortController();
    const progress = { begin: () => stopping.abort(), advance() {} };
    const options = { store: full.store, collections: declarations, file, product: '1.2.3', now, progress };
    await expect(writeBackup({ ...options, signal: stopping.signal })).rejects.toThrow(/no backup was written/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('leaves out what has expired, and does not miss what expires soon', async () => {
    await full.store.collection(tickets).insert(makeTicket('soon', Date.now() - 30_000));
    await full.store.collection(tickets).insert(makeTicket('over', Date.now() - 70_000));
    await backup();
    await restore(other.store);
    expect(await other.store.collection(tickets).get('soon')).toBeDefined();
    expect(await other.store.collection(tickets).get('over')).toBeUndefined();
  });

  test('fills no store that holds anything, unless everything in it is to be replaced', async () => {
    await fillStore(full.store, 20);
    await backup();
    await other.store.collection(notes).insert(makeNote('own', { label: 'label of n3' }));
    const before = await dump(other.store);
    await expect(restore(other.store)).rejects.toThrow(/not empty \(1 notes\): add --replace-all/);
    expect(await dump(other.store)).toEqual(before);
    await restore(other.store, true);
    expect(await dump(other.store)).toEqual(await dump(full.store));
  });

  test('whose restore was interrupted keeps the store shut until a restore has succeeded', async () => {
    await fillStore(full.store);
    await backup();
    await expect(restore(failingStore(other.store, 600))).rejects.toThrow('the plug was pulled');
    const refusal = { code: 'damaged', message: expect.stringMatching(/restore .* did not finish.*npm run restore/) };
    await expect(other.reopen()).rejects.toMatchObject(refusal);
    const store = await other.reopen(declarations, { admitsHalfMoved: true });
    expect((await dump(store))['notes']?.length).toBeGreaterThan(0);
    await restore(store);
    expect(await dump(await other.reopen())).toEqual(await dump(full.store));
  });

  describe('is refused with nothing written', () => {
    beforeEach(async () => {
      await fillStore(full.store, 300);
      await backup();
    });
    afterEach(async () => {
      expect(await dump(other.store)).toEqual({ notes: [], tickets: [] });
      await expect(other.reopen()).resolves.toBeDefined();
    });

    test.each([0.1, 0.5, 0.99])('when it was cut off after %f of its length', async (share) => {
      const bytes = await readFile(file);
      await writeFile(file, bytes.subarray(0, Math.floor(bytes.length * share)));
      await expect(restore(other.store)).rejects.toThrow(/is damaged \(its end is missing\): use another backup/);
    });

    test('when any one byte of it was altered', async () => {
      const bytes = await readFile(file);
      for (let at = 10; at < bytes.length; at += Math.ceil(bytes.length / 25)) {
        const altered = Buffer.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ 0x10;
        await writeFile(file, altered);
        await expect(restore(other.store)).rejects.toMatchObject({
          name: 'MoveError',
          message: expect.not.stringContaining('\n'),
        });
      }
    });

    test.each<[string, (text: string) => string, RegExp]>([
      ['a document was changed', (text) => text.replace('"rank":17,', '"rank":18,'), /checksum does not fit/],
      [
        'a document is missing',
        (text) => text.replace(/\["notes",[^\n]*"id":"n17"[^\n]*\n/, ''),
        /checksum does not fit/,
      ],
      ['its last line is missing', (text) => text.replace(/\{"end".*\n$/, ''), /its end is missing/],
      ['something follows its end', (text) => `${text}["notes",{"id":"x","revision":1}]\n`, /something follows/],
      ['a newer version made it', (text) => text.replace('"format":1', '"format":2'), /newer version \(1\.2\.3\)/],
      [
        'it holds what this version does not know',
        (text) => text.replace('"tickets":', '"letters":'),
        /holds letters, which this version does not know/,
      ],
      ['it is JSON of something else', () => '{"name":"samsamsam"}\n', /is not a backup/],
      ['it holds nothing', () => '', /is not a backup/],
    ])('when %s', async (_how, change, reason) => {
      await rewrite(change);
      await expect(restore(other.store)).rejects.toThrow(reason);
    });

    test('when it is no packed file, an empty one, or none', async () => {
      await writeFile(file, 'date,from,to\n');
      await expect(restore(other.store)).rejects.toThrow(/is not a backup of this product/);
      await writeFile(file, '');
      await expect(restore(other.store)).rejects.toThrow(/is not a backup|its end is missing/);
      await rm(file);
      await expect(restore(other.store)).rejects.toThrow(/cannot be read \(ENOENT\)/);
    });
  });

  test('with a document that this version would not store is refused before anything is written', async () => {
    await fillStore(full.store, 5);
    const misfits = changedStore(full.store, (document) => ({ ...document, label: 5 }));
    await backup(misfits);
    await expect(restore(other.store)).rejects.toThrow(/does not fit this version: .*label/);
    expect(await dump(other.store)).toEqual({ notes: [], tickets: [] });
  });
});
