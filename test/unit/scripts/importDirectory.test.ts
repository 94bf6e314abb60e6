// The import program as it is started on the server: what it prints, what it answers, what it leaves behind.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { auditEntries } from '../../../server/audit/auditEntry.js';
import { collections } from '../../../server/collections.js';
import { openStore } from '../../../server/storage/openStore.js';
import { buildChild, type ChildProgram } from '../../storage/embedded/writingProcess.js';
import { report } from '../../support/report.js';
import { cityFile } from '../directory/cityFile.js';
import { file, row } from '../directory/directoryFiles.js';

const a = row('02-555-2001', 'sip:1@desk.example', 'a');
const b = row('02-555-2002', 'sip:2@desk.example', 'b');

let program: ChildProgram;
let folder: string;
beforeAll(async () => {
  program = await buildChild(new URL('../../../scripts/importDirectory.ts', import.meta.url));
}, 60_000);
afterAll(() => program.discard());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samsamsam-import-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const dataDir = () => join(folder, 'data');

async function run(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH ?? '', DATA_DIR: dataDir(), MONGODB_URI: '' };
    execFile(process.execPath, [program.file, ...args], { cwd: folder, env }, (error, out, err) => {
      const lines = (text: string) => text.split('\n').filter((line) => line !== '');
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: lines(out), err: lines(err) });
    });
  });
}
async function save(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return name;
}

describe('npm run import-directory', () => {
  test('takes a file once, tells what is new, and leaves a record of it', async () => {
    const path = await save('one.csv', file(a, b));
    const dry = await run(path, '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: [] });
    expect(dry.out.slice(1)).toEqual([
      'departments: 1 added, 0 changed, 0 moved, 0 removed, 0 unchanged',
      'officials: 2 added, 0 changed, 0 moved, 0 removed, 0 unchanged',
      'lines: 2 added, 0 changed, 0 moved, 0 removed, 0 unchanged',
      'Nothing was written.',
    ]);
    expect(await readdir(folder)).toEqual([path]);
    const taken = await run(path, '--reason=정기 인사');
    expect(taken.out.at(-1)).toBe('The directory is at revision 1.');
    expect((await run(path)).out.at(-1)).toBe('The directory is at revision 1.');
    const next = await save(
      'two.csv',
      file(a.replace('주무관', '팀장'), row('02-555-2003', 'sip:3@desk.example', 'c')),
    );
    expect((await run(next)).out.filter((line) => line.includes('official '))).toEqual([
      'Line 2: official a changed (title)',
      'official b removed',
    ]);
    const store = await openStore({ dataDir: dataDir(), collections });
    const { items } = await store.collection(auditEntries).list({ index: 'bySeq', limit: 10 });
    await store.close();
    expect(items.map(({ account, place, task, reason, kind }) => [account, place, task, reason, kind])).toEqual([
      ['console', 'console', 'directory.import', '정기 인사', 'change'],
      ['console', 'console', 'directory.import', null, 'change'],
    ]);
  });

  test('takes nothing of a file with mistakes, and tells each in one line', async () => {
    const path = await save('bad.csv', file(a, row('nothing', 'somewhere', 'b')));
    const { code, out, err } = await run(path);
    expect({ code, err }).toEqual({
      code: 1,
      err: [
        'Line 3, number: "nothing" is not a telephone number.',
        'Line 3, dial: "somewhere" is neither a number nor a sip: or client: address.',
      ],
    });
    expect(out.at(-1)).toBe('Nothing was imported: 2 mistakes.');
  });

  test('a wrong command and a missing file are told in one line', async () => {
    const usage = 'Usage: npm run import-directory -- file.csv [--dry-run] [--reason=TEXT]';
    for (const args of [[], ['a.csv', 'b.csv'], ['a.csv', '--force']]) {
      expect(await run(...args)).toEqual({ code: 2, out: [], err: [usage] });
    }
    expect(await run('nowhere.csv')).toEqual({ code: 1, out: [], err: ['nowhere.csv cannot be read (ENOENT).'] });
  });

  test('a city of 720 officials is taken in under two seconds, as it says itself', async () => {
    const { code, out } = await run(await save('city.csv', cityFile()));
    expect(code).toBe(0);
    const [, rows, seconds] = /^(\d+) rows read in ([\d.]+) s/.exec(out[0] ?? '') ?? [];
    expect(rows).toBe('807');
    expect(Number(seconds)).toBeLessThan(2);
    report('a directory of 720 officials and 87 others, imported', `${seconds} s`);
  });
});
