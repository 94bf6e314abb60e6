// The built program as a person meets it: a refused start says why in plain lines, a good one says where the board is.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

/** Built before all tests. */
const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

let folder: string;
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samsamsam-program-'));
});
afterEach(async () => {
  running?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Program {
  child: ChildProcess;
  /** Resolves with everything printed so far once it matches. */
  printed(pattern: RegExp): Promise<string>;
  ended: Promise<{ code: number | null; output: string; errors: string }>;
}

/** In its own folder, so that nobody's .env is read. */
function startProgram(env: Record<string, string>): Program {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [program], { cwd: folder, env: { PATH, LOG_LEVEL: 'warn', ...env } });
  running = child;
  let output = '';
  let errors = '';
  const checks = new Set<() => void>();
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString('utf8');
    for (const check of checks) check();
  });
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString('utf8');
  });
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, output, errors }));
  });
  return {
    child,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (pattern.test(output)) resolve(output);
        };
        checks.add(check);
        void ended.then(() => reject(new Error(`It ended before printing ${pattern}: ${output}${errors}`)));
        check();
      }),
  };
}

const good = () => ({
  PUBLIC_BASE_URL: 'https://calls.hanbit.example',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'test-token',
  PORT: '0',
  DATA_DIR: join(folder, 'data'),
});

describe('the program', () => {
  test('without settings ends at once, with a line for each and no stack', async () => {
    const { code, errors } = await startProgram({ PORT: 'eighty' }).ended;
    expect(code).toBe(1);
    expect(errors.trim().split('\n')).toEqual([
      expect.stringMatching(/^PUBLIC_BASE_URL is missing: set it to .+\.$/),
      expect.stringMatching(/^TWILIO_ACCOUNT_SID is missing: set it to .+\.$/),
      expect.stringMatching(/^TWILIO_AUTH_TOKEN is missing: set it to .+\.$/),
      expect.stringMatching(/^PORT is wrong: set it to .+\.$/),
    ]);
  });

  test('with a folder that cannot be used ends with one line that names the setting', async () => {
    const file = join(folder, 'a file');
    await writeFile(file, '');
    for (const DATA_DIR of [file, join(file, 'below')]) {
      const { code, errors } = await startProgram({ ...good(), DATA_DIR }).ended;
      expect([code, errors]).toEqual([
        1,
        `DATA_DIR is wrong: set it to a folder that this program may write; ${DATA_DIR} says ENOTDIR.\n`,
      ]);
    }
  });

  test('with settings says where the board is, answers, stops on request, and starts again on the same data', async () => {
    const first = startProgram(good());
    const output = await first.printed(/The board is at/);
    expect(output).toMatch(
      /The first admin is admin@samsamsam\.local with the password [\w-]{16} \(shown only now\)\./,
    );
    const [, port] = /The board is at http:\/\/localhost:(\d+)/.exec(output) ?? [];
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(health.status).toBe(200);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);

    const second = startProgram(good());
    const again = await second.printed(/The board is at/);
    expect(again).not.toContain('password');
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });
});
