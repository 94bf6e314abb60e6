// A disk that is full refuses in one line; what was acknowledged before stays, and room made later is used.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { openStore } from '../../../server/storage/openStore.js';
import { makeNote, notes } from '../samples.js';
import { buildChild } from './writingProcess.js';

interface Told {
  code: string;
  message: string;
  acknowledged: string[];
  readable: number;
}

// A limit on file sizes is the one full disk that any user may make; the shell sets it in blocks of 512 or 1,024 bytes.
const onPosix = process.platform === 'win32' ? test.skip : test;

describe('a full disk', () => {
  onPosix('refuses the write in one line and loses nothing that was acknowledged', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-'));
    const program = await buildChild(new URL('./fullDiskChild.ts', import.meta.url));
    try {
      const limited = ['-c', 'ulimit -f 2000; exec "$0" "$@"', process.execPath, program.file, dataDir];
      const { stdout } = await promisify(execFile)('sh', limited);
      expect(stdout).not.toContain('unhandled');
      const told = JSON.parse(stdout) as Told;
      expect(told).toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(/^The disk that holds \S+ is full or broken; [^\n]*$/),
      });
      expect(told.acknowledged.length).toBeGreaterThan(20);
      expect(told.readable).toBe(told.acknowledged.length);

      const store = await openStore({ dataDir, collections: [notes] });
      const collection = store.collection(notes);
      expect(await collection.getMany(told.acknowledged)).toHaveLength(told.acknowledged.length);
      expect(await collection.insert(makeNote('after'))).toEqual({ ok: true, revision: 1 });
      await store.close();
    } finally {
      await program.discard();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
