// Two processes never write into one folder, and what a dead one left is drained by whoever lives.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { encodeLine } from '../../../server/spool/spoolLine.js';
import { callEvents, openTestSpool, spoolFolder } from './spoolFixture.js';

/** A folder as process `pid` would leave it. */
async function leaveFolder(root: string, name: string, pid: number, lines: readonly string[]): Promise<void> {
  await mkdir(join(root, name), { recursive: true });
  const holder = { host: hostname(), pid, started: null, token: 'another', beat: 3, bytes: 0 };
  await writeFile(join(root, name, 'lock.json'), JSON.stringify(holder));
  await writeFile(join(root, name, '00000007.spool'), lines.join(''));
}

async function liveProcess(): Promise<{ pid: number; kill(): Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' });
  await once(child, 'spawn');
  return {
    pid: child.pid ?? 0,
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const lines = callEvents(1).map(encodeLine);

describe('a spool folder', () => {
  test('is not shared by two spools that live at the same time', async () => {
    const root = await spoolFolder();
    const [one, other] = [await openTestSpool(root), await openTestSpool(root)];
    const [a, b] = callEvents(1);
    if (!a || !b) throw new Error('a call has events');
    await one.spool.append(a);
    await other.spool.append(b);
    for (const [name, event] of [
      ['1', a],
      ['2', b],
    ] as const) {
      expect(await readFile(join(root, name, '00000001.spool'), 'utf8')).toBe(encodeLine(event));
    }
    // Neither takes what the other holds.
    one.clock.advance(60_000);
    expect([one.found, other.found]).toEqual([[], []]);
  });

  test('of a dead process is taken over at the start, and its files are not written again', async () => {
    const root = await spoolFolder();
    const neighbour = await liveProcess();
    await leaveFolder(root, '1', neighbour.pid, lines);
    await neighbour.kill();
    const { spool, found } = await openTestSpool(root);
    expect(found.map(({ value }) => encodeLine(value))).toEqual(lines);
    const [event] = callEvents(2);
    if (!event) throw new Error('a call has events');
    await spool.append(event);
    expect((await readdir(join(root, '1'))).filter((name) => name.endsWith('.spool')).sort()).toEqual([
      '00000007.spool',
      '00000008.spool',
    ]);
  });

  test('of a neighbour that dies later is taken over by one that runs', async () => {
    const root = await spoolFolder();
    const neighbour = await liveProcess();
    await leaveFolder(root, '2', neighbour.pid, lines);
    const { spool, found, clock } = await openTestSpool(root);
    expect(found).toEqual([]);
    await neighbour.kill();
    clock.advance(30_000);
    await spool.close();
    expect(found.map(({ value }) => encodeLine(value))).toEqual(lines);
  });
});
