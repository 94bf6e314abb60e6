// `npm run verify-audit` as a person runs it: what it says of a good file, a bad one, a short one, and of the store itself.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { auditEntries } from '../../../server/audit/auditEntry.js';
import { planExport, writeExport } from '../../../server/audit/exportFile.js';
import { createAuditTrail } from '../../../server/audit/trail.js';
import { collections } from '../../../server/collections.js';
import { loadSecrets } from '../../../server/identity/secrets.js';
import { openStore } from '../../../server/storage/openStore.js';
import { buildChild, type ChildProgram } from '../../storage/embedded/writingProcess.js';
import { manualClock } from '../../support/manualClock.js';
import { note, person, start } from '../audit/auditFixture.js';

jest.setTimeout(60_000);

let folder: string;
let dataDir: string;
let child: ChildProgram;
let head: string;
let firstHead: string;

beforeAll(async () => {
  child = await buildChild(new URL('../../../scripts/verifyAudit.ts', import.meta.url));
  folder = await mkdtemp(join(tmpdir(), 'samsamsam-verify-'));
  dataDir = join(folder, 'data');
  const { auditKey } = await loadSecrets({
    dataDir,
    hashKey: undefined,
    sessionSecret: undefined,
    auditKey: undefined,
  });
  const store = await openStore({ dataDir, collections });
  const entries = store.collection(auditEntries);
  const clock = manualClock(start);
  const audit = createAuditTrail({ entries, key: auditKey, clock });
  const heads: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    await audit.by(person('kim')).record(note());
    const { seq, hash } = await audit.head();
    heads.push(`${seq}:${hash}`);
    clock.advance(1_000);
  }
  [firstHead = '', head = ''] = [heads[0], heads[4]];
  const write = async (name: string, to: number) => {
    const period = { city: '한빛시', from: start, to, exportedAt: start, exportedBy: 'kim@hanbit.example' };
    const lines: string[] = [];
    for await (const part of writeExport(entries, auditKey, await planExport(entries, period))) lines.push(part);
    await writeFile(join(folder, name), lines.join(''));
  };
  await write('good', start + 60_000);
  await write('short', start + 2_000);
  const good = await readFile(join(folder, 'good'), 'utf8');
  await writeFile(join(folder, 'bad'), good.replace('"seq":3', '"seq":4'));
  await store.close();
});
afterAll(async () => {
  await child.discard();
  await rm(folder, { recursive: true, force: true });
});

/** In its own folder, so that nobody's .env is read. */
function verify(args: string[], settings: Record<string, string> = { DATA_DIR: dataDir }) {
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  return new Promise<{ code: number; output: string; errors: string }>((resolve) => {
    const run = execFile(process.execPath, [child.file, ...args], { cwd: folder, env }, (_, output, errors) =>
      resolve({ code: run.exitCode ?? -1, output, errors }),
    );
  });
}

describe('verify-audit', () => {
  test('proves a file and the heads that were printed, and ends with 0', async () => {
    const proved = await verify(['good', '--head', firstHead, '--head', head]);
    expect(proved).toEqual({
      code: 0,
      errors: '',
      output: `good (한빛시, 2026-10-06T01:00:00.000Z to 2026-10-06T01:01:00.000Z): 5 entries, none changed, missing, added or out of order. The last is ${head}\n`,
    });
  });

  test('names the line and the entry that is wrong, and ends with 1', async () => {
    expect(await verify(['bad'])).toEqual({
      code: 1,
      output: '',
      errors: 'bad, line 4: entry 3 is missing: 4 stands in its place.\n',
    });
  });

  test('finds that a printed head is missing', async () => {
    expect(await verify(['short'])).toMatchObject({ code: 0 });
    expect(await verify(['short', '--head', head])).toEqual({
      code: 1,
      output: '',
      errors: 'short, line 4: entry 5 of the printed head is missing: the last one here is 2.\n',
    });
  });

  test('proves the store itself', async () => {
    expect(await verify(['--store', '--head', head])).toEqual({
      code: 0,
      errors: '',
      output: `The stored access record: 5 entries, none changed, missing, added or out of order. The last is ${head}\n`,
    });
    expect(await verify(['--store', '--head', head.replace('5:', '6:')])).toMatchObject({ code: 1 });
  });

  test('ends with 2 and one line when nothing could be looked at', async () => {
    for (const [args, settings, errors] of [
      [[], {}, /^Usage: /],
      [['good', 'bad'], {}, /^Usage: /],
      [['good', '--head', 'five'], {}, /^Usage: /],
      [['good'], {}, /^There is no key of the access record in .*: set AUDIT_KEY, /],
      [['good'], { AUDIT_KEY: 'short' }, /^AUDIT_KEY is wrong: /],
      [['none'], { DATA_DIR: dataDir }, /no such file/],
      [['--store'], { AUDIT_KEY: 'g'.repeat(32), DATA_DIR: folder }, /^There is no store in /],
    ] as const) {
      const ended = await verify([...args], { DATA_DIR: join(folder, 'empty'), ...settings });
      expect(ended).toEqual({ code: 2, output: '', errors: expect.stringMatching(errors) });
      expect(ended.errors.trimEnd().split('\n')).toHaveLength(1);
    }
  });
});
