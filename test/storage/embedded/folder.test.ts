// What the embedded store makes of the folder it finds: in use, abandoned, from the future, cut off, emptied or damaged.

import { mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { lockFolder } from '../../../server/storage/embedded/folderLock.js';
import { openStore } from '../../../server/storage/openStore.js';
import type { Store } from '../../../server/storage/port.js';
import { makeNote, notes } from '../samples.js';
import { buildChild, type ChildProgram, startWriting } from './writingProcess.js';

let child: ChildProgram;
let dataDir: string;
const opened: Store[] = [];
const inStore = (name: string) => join(dataDir, 'store', name);

async function openHere(): Promise<Store> {
  const store = await openStore({ dataDir, collections: [notes] });
  opened.push(store);
  return store;
}

async function fillAndClose(count: number): Promise<void> {
  const store = await openHere();
  const collection = store.collection(notes);
  const body = 'x'.repeat(3_000);
  await Promise.all(
    Array.from({ length: count }, (_, n) => collection.insert(makeNote(`n${n}`, { raw: [['Body', body]] }))),
  );
  await store.close();
}

beforeAll(async () => {
  child = await buildChild(new URL('./storeChild.ts', import.meta.url));
});
afterAll(() => child.discard());
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await rm(dataDir, { recursive: true, force: true });
});

describe('the folder of an embedded store', () => {
  test('admits one store at a time, and says who is inside', async () => {
    const store = await openHere();
    const refusal = { name: 'StorageError', code: 'in-use', message: expect.stringContaining(String(process.pid)) };
    await expect(openHere()).rejects.toMatchObject(refusal);
    await store.close();
    await expect(openHere()).resolves.toBeDefined();
  });

  test('is refused while another process lives, and taken over at once when it was killed', async () => {
    const process = await startWriting(child, dataDir, 1, 1);
    await expect(openHere()).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringContaining(`${process.pid}`),
    });
    await process.kill();
    await expect(openHere()).resolves.toBeDefined();
  });

  test('is taken over from an earlier process that had the number of a living one', async () => {
    await fillAndClose(1);
    const holder = { host: (await import('node:os')).hostname(), pid: process.pid, started: 'before the last boot/1' };
    await writeFile(inStore('lock.json'), JSON.stringify({ ...holder, token: 'old', beat: 3, bytes: 0 }));
    await expect(openHere()).resolves.toBeDefined();
  });

  test.each([
    ['of this start of the machine', process.platform === 'linux'],
    ['of an earlier start of the machine', false],
  ])('left without goodbye by a process %s is known as such', async (whose, machineRanOn) => {
    const folder = inStore('');
    await fillAndClose(1);
    const own = await lockFolder(folder);
    const holder = JSON.parse(await readFile(inStore('lock.json'), 'utf8')) as { started: string | null };
    expect(own.abandoned).toBeUndefined();
    await own.release();
    const started = whose.includes('this') ? holder.started?.replace(/\/.*/, '/1') : 'another/1';
    await writeFile(inStore('lock.json'), JSON.stringify({ ...holder, started, bytes: 5 }));
    const next = await lockFolder(folder);
    expect(next.abandoned).toEqual({ bytes: 5, machineRanOn });
    await next.release();
  });

  test('of a newer version is left alone', async () => {
    await fillAndClose(1);
    const text = JSON.stringify({ format: 2, bytes: 0 });
    await writeFile(inStore('store.json'), text);
    await expect(openHere()).rejects.toMatchObject({ code: 'newer', message: expect.not.stringContaining('\n') });
    expect(await readFile(inStore('store.json'), 'utf8')).toBe(text);
  });

  test.each(['missing', 'empty'])(
    'with a data file that is %s is refused instead of passing for a quiet city',
    async (how) => {
      await fillAndClose(1);
      if (how === 'missing') await rm(inStore('data.mdb'));
      else await truncate(inStore('data.mdb'));
      await expect(openHere()).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringContaining('missing or empty'),
      });
      const size = await stat(inStore('data.mdb')).then(
        ({ size }) => size,
        () => 'none',
      );
      expect(size).toBe(how === 'missing' ? 'none' : 0);
    },
  );

  test('with a data file that has lost its end is refused before anybody maps it', async () => {
    await fillAndClose(200);
    const { size } = await stat(inStore('data.mdb'));
    await truncate(inStore('data.mdb'), Math.floor(size / 2));
    await expect(openHere()).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('lost its end'),
    });
  });

  test('with a damaged page is refused after a kill, and this process lives to say so', async () => {
    const writing = await startWriting(child, dataDir, 16, 500);
    await writing.kill();
    const file = await open(inStore('data.mdb'), 'r+');
    const { size } = await file.stat();
    for (let at = 8_192; at < size; at += 4_096) await file.write(Buffer.alloc(4_096, 0xa5), 0, 4_096, at);
    await file.close();
    await expect(openHere()).rejects.toMatchObject({ code: 'damaged', message: expect.not.stringContaining('\n') });
  });

  test('with one damaged document serves the others and names the damaged one', async () => {
    await fillAndClose(3);
    const bytes = await readFile(inStore('data.mdb'));
    for (let at = bytes.indexOf('"id":"n1"'); at !== -1; at = bytes.indexOf('"id":"n1"', at + 1)) {
      bytes.write('y', bytes.indexOf('xxx', at));
    }
    await writeFile(inStore('data.mdb'), bytes);
    const collection = (await openHere()).collection(notes);
    expect(await collection.get('n0')).toBeDefined();
    await expect(collection.get('n1')).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('n1'),
    });
    const [good, bad] = await Promise.allSettled([
      collection.replace(makeNote('n2'), 1),
      collection.replace(makeNote('n1'), 1),
    ]);
    expect(good).toMatchObject({ value: { ok: true } });
    expect(bad).toMatchObject({ reason: { code: 'damaged' } });
  });
});
