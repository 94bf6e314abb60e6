// The built programs as a person runs them: what they print, what they leave behind, and how they end.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { collections } from '../../../server/collections.js';
import { type CallRecord, calls } from '../../../server/ledger/callRecord.js';
import { createLedger } from '../../../server/ledger/ledger.js';
import { openStore } from '../../../server/storage/openStore.js';
import type { Store } from '../../../server/storage/port.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { tellStory } from '../../support/callStories.js';
import { storeLanes, throwAwayDatabase } from '../../support/storeLanes.js';

/** Built before all tests. */
const programs = fileURLToPath(new URL('../../../dist/server', import.meta.url));
const rule = ruleFor('ulsan', 'KR');
const callCount = 12;
// Many processes one after the other, on a machine that may have other things to do.
jest.setTimeout(90_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samsamsam-programs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  code: number;
  output: string;
  errors: string;
}

/** In its own folder, so that nobody's .env is read. */
function run(program: string, args: string[], settings: Record<string, string>): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(programs, `${program}.js`), ...args],
      { cwd: folder, env },
      (_, output, errors) => resolve({ code: child.exitCode ?? -1, output, errors }),
    );
  });
}

async function withStore<Answer>(settings: Record<string, string>, use: (store: Store) => Promise<Answer>) {
  const { MONGODB_URI: mongodbUri, DATA_DIR: dataDir = '' } = settings;
  const store = await openStore({ mongodbUri, dataDir, collections });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function fill(store: Store): Promise<void> {
  const ledger = createLedger({ store, rule });
  const numbers = { kind: 'transferred', ring: 4, talk: 60, second: 2, hint: 'both', hungUpFirst: 'caller' } as const;
  for (let index = 1; index <= callCount; index += 1) {
    const story = tellStory({ ...numbers, rounding: 0, phase: 0 }, index, Date.UTC(2026, 10, 20, 1));
    for (const event of story.events) await ledger.record(event);
  }
}

async function storedCalls(store: Store): Promise<CallRecord[]> {
  const found: CallRecord[] = [];
  for await (const slice of store.collection(calls).walk()) found.push(...slice);
  return found;
}

async function discard(settings: Record<string, string>): Promise<void> {
  if (!settings['MONGODB_URI']) return;
  const { createConnection } = await import('mongoose');
  const connection = await createConnection(settings['MONGODB_URI']).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

const oneLine = expect.stringMatching(/^[^\n]+\n$/);

describe.each(storeLanes())('the programs $title', ({ name }) => {
  let settings: Record<string, string>;
  let other: Record<string, string>;
  beforeEach(async () => {
    const make = (part: string): Record<string, string> =>
      name === 'LMDB'
        ? { DATA_DIR: join(folder, part) }
        : { DATA_DIR: join(folder, part), MONGODB_URI: throwAwayDatabase(process.env['TEST_MONGODB_URI'] ?? '') };
    settings = make('one');
    other = make('other');
    await withStore(settings, fill);
  });
  afterEach(async () => {
    await discard(settings);
    await discard(other);
  });

  test('save a store into a file and restore it elsewhere, each saying first what it would do', async () => {
    const dry = await run('backup', ['city.gz', '--dry-run'], settings);
    expect(dry).toMatchObject({ code: 0, output: expect.stringMatching(/Would write .*12 calls.* to city\.gz\./) });
    expect(await readdir(folder)).not.toContain('city.gz');
    const saved = await run('backup', ['city.gz'], settings);
    expect(saved).toMatchObject({ code: 0, errors: '', output: expect.stringMatching(/calls: 12 saved, checksum/) });

    const planned = await run('restore', ['city.gz', '--dry-run'], other);
    expect(planned).toMatchObject({
      code: 0,
      output: expect.stringMatching(/is whole: .*12 calls.*is empty\. Nothing/s),
    });
    if (name === 'LMDB') expect(await readdir(folder)).not.toContain('other');
    const restored = await run('restore', ['city.gz'], other);
    expect(restored).toMatchObject({
      code: 0,
      errors: '',
      output: expect.stringMatching(/Restored and verified: .*12 calls/),
    });
    expect(await withStore(other, storedCalls)).toEqual(await withStore(settings, storedCalls));

    const again = await run('restore', ['city.gz'], other);
    expect(again).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^The store is not empty .*--replace-all.*\n$/),
    });
    expect(await run('restore', ['city.gz', '--replace-all'], other)).toMatchObject({ code: 0 });
    expect(await withStore(other, storedCalls)).toEqual(await withStore(settings, storedCalls));
  });

  test('refuse a damaged file in one line and leave the store alone', async () => {
    await run('backup', ['city.gz'], settings);
    const bytes = await readFile(join(folder, 'city.gz'));
    await writeFile(join(folder, 'city.gz'), bytes.subarray(0, bytes.length - 100));
    const refused = await run('restore', ['city.gz', '--replace-all'], settings);
    expect(refused).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^city\.gz is damaged .*another backup\.\n$/),
    });
    expect(await withStore(settings, storedCalls)).toHaveLength(callCount);
  });

  test('rebuild what was altered; a dry run tells by its exit code', async () => {
    expect(await run('rebuild', ['--dry-run'], settings)).toMatchObject({ code: 0 });
    const right = await withStore(settings, async (store) => {
      const [record] = await storedCalls(store);
      if (!record) throw new Error('no call');
      await store.collection(calls).replace({ ...record, overall: 'fail', settled: false }, record.revision);
      return record;
    });
    const dry = await run('rebuild', ['--dry-run'], settings);
    expect(dry).toMatchObject({ code: 2, output: expect.stringContaining(`1 would be rewritten (${right.id})`) });
    const done = await run('rebuild', [], settings);
    expect(done).toMatchObject({
      code: 0,
      output: expect.stringContaining(`12 calls read, 1 rewritten (${right.id})`),
    });
    const after = await withStore(settings, (store) => store.collection(calls).get(right.id));
    expect(after).toEqual({ ...right, revision: right.revision + 2 });
  });

  test(
    name === 'LMDB'
      ? 'say in one line that the server must be stopped while it lives'
      : 'work while the server lives, since MongoDB has no lock',
    async () => {
      await withStore(settings, async () => {
        const ended = await run('backup', ['city.gz'], settings);
        if (name === 'MongoDB') expect(ended).toMatchObject({ code: 0 });
        else expect(ended).toMatchObject({ code: 1, output: '', errors: oneLine });
        if (name === 'LMDB') expect(ended.errors).toMatch(/in use by process \d+; stop that one first/);
      });
    },
  );

  if (name === 'MongoDB') {
    test('copy the data folder into MongoDB, twice without doubling anything', async () => {
      const embedded = { DATA_DIR: join(folder, 'embedded') };
      await withStore(embedded, fill);
      const before = await readFile(join(folder, 'embedded', 'store', 'data.mdb'));
      const both = { ...other, ...embedded };
      const dry = await run('migrate-to-mongodb', ['--dry-run'], both);
      expect(dry).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^Would copy 36 documents; 0 documents are/),
      });
      const copied = await run('migrate-to-mongodb', [], both);
      expect(copied).toMatchObject({ code: 0, errors: '', output: expect.stringMatching(/36 documents copied, 0/) });
      const again = await run('migrate-to-mongodb', [], both);
      expect(again).toMatchObject({
        code: 0,
        output: expect.stringMatching(/0 documents copied, 36 documents already/),
      });
      expect(await withStore(other, storedCalls)).toEqual(await withStore(embedded, storedCalls));
      expect(before.equals(await readFile(join(folder, 'embedded', 'store', 'data.mdb')))).toBe(true);
    });
  }
});

describe('a mistake', () => {
  test.each<[string, string[], Record<string, string>, RegExp]>([
    ['backup', [], { DATA_DIR: 'nowhere' }, /^There is no store in nowhere: set DATA_DIR to the right folder/],
    ['restore', ['none.gz'], {}, /^none\.gz cannot be read \(ENOENT\)\.$/],
    ['migrate-to-mongodb', [], {}, /^MONGODB_URI is missing: set it to the database to copy into\.$/],
    ['rebuild', ['--replace-all'], {}, /^Usage: npm run rebuild -- \[--dry-run\]$/],
    ['rebuild', [], {}, /^There is no store in \.\/data: set DATA_DIR/],
  ])('with %s %j is told in one line, with nothing made', async (program, args, settings, line) => {
    const { code, output, errors } = await run(program, args, settings);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toEqual(oneLine);
    expect(errors.trim()).toMatch(line);
    expect(await readdir(folder)).toEqual([]);
  });
});
