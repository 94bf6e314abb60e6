// What the kernel saw: before each acknowledgement of the embedded store, the bytes of that very event went to the data file,
// the file was synced, and the page that makes them the truth was written through to the disk.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { buildChild } from '../storage/embedded/writingProcess.js';
import type { Acknowledged } from '../storage/kills/writeCalls.js';
import { report } from '../support/report.js';

const enough = 300;
const writers = 16;
const traced = 'openat,pwrite64,pwritev,write,writev,fdatasync';
/** Bytes shown of each call: a whole batch of documents. */
const shown = 1_000_000;

interface SystemCall {
  name: string;
  text: string;
}

/** System calls in the order in which they returned; with several threads, strace tells some in two halves. */
function readTrace(trace: string): SystemCall[] {
  const begun = new Map<string, string>();
  return trace.split('\n').flatMap((line) => {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest);
      return [];
    }
    const [, resumed] = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest) ?? [];
    const text = resumed === undefined ? rest : `${begun.get(thread) ?? ''}${resumed}`;
    const [, name] = /^(\w+)\(/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, text }];
  });
}

const isData = ({ text }: SystemCall) => /^\w+\(\d+<[^>]*data\.mdb>/.test(text);
const descriptor = ({ text }: SystemCall) => /^\w+\((\d+)</.exec(text)?.[1];
const isWrite = ({ name }: SystemCall) => name !== 'openat' && name !== 'fdatasync';

/** Acknowledgements without written, synced and declared bytes before them. */
function findUnsynced(calls: readonly SystemCall[]): { acknowledged: number; syncs: number; unsynced: string[] } {
  // LMDB declares a commit through a descriptor of its own, on which every write waits for the disk.
  const through = new Set(
    calls.flatMap(({ name, text }) =>
      name === 'openat' && /data\.mdb.*O_DSYNC/.test(text) ? (/= (\d+)/.exec(text)?.[1] ?? []) : [],
    ),
  );
  const [written, synced, declared] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const unsynced: string[] = [];
  let [acknowledged, syncs] = [0, 0];
  for (const call of calls) {
    if (call.name === 'fdatasync' && isData(call) && call.text.endsWith('= 0')) {
      syncs += 1;
      for (const key of written) synced.add(key);
    } else if (isData(call) && isWrite(call)) {
      if (through.has(descriptor(call) ?? '')) for (const key of synced) declared.add(key);
      else for (const [, key = ''] of call.text.matchAll(/\\"key\\":\\"([^\\]+)\\"/g)) written.add(key);
    } else if (isWrite(call)) {
      for (const [, key = ''] of call.text.matchAll(/^write\(1<.*\{\\"callId\\":.*\\"key\\":\\"([^\\]+)\\"/g)) {
        acknowledged += 1;
        if (!declared.has(key)) unsynced.push(key);
      }
    }
  }
  return { acknowledged, syncs, unsynced };
}

/** Why there is nothing to trace with; undefined when there is. */
async function missingTracer(): Promise<string | undefined> {
  return promisify(execFile)('strace', ['-o', '/dev/null', process.execPath, '-e', '0']).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)),
  );
}

test('[LMDB] every acknowledgement comes after the fdatasync of its own bytes', async () => {
  const missing = await missingTracer();
  if (missing !== undefined) {
    report('fdatasync before each acknowledgement [LMDB]', `not traced: ${missing}`);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'samsamsam-sync-'));
  const child = await buildChild(new URL('../storage/kills/callChild.ts', import.meta.url));
  try {
    const trace = join(folder, 'trace');
    const options = ['-f', '-y', '-s', String(shown), '-e', `trace=${traced}`, '-e', 'signal=none', '-o', trace];
    const program = [process.execPath, child.file, join(folder, 'data'), '', String(writers), '0'];
    const tracing = spawn('strace', [...options, ...program], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    const exited = once(tracing, 'exit');
    let lines = 0;
    for await (const line of createInterface({ input: tracing.stdout })) {
      const { key } = JSON.parse(line) as Acknowledged;
      expect(key).not.toBe('');
      lines += 1;
      if (lines === enough) process.kill(-(tracing.pid ?? 0), 'SIGTERM');
    }
    await exited;
    const { acknowledged, syncs, unsynced } = findUnsynced(readTrace(await readFile(trace, 'latin1')));
    expect(unsynced).toEqual([]);
    expect(acknowledged).toBeGreaterThanOrEqual(enough);
    report(
      'fdatasync before each acknowledgement [LMDB]',
      `${acknowledged} of ${acknowledged} events of ${writers} writers were written, synced and declared before their acknowledgement, by ${syncs} syncs`,
    );
  } finally {
    await child.discard();
    await rm(folder, { recursive: true, force: true });
  }
});
