// kill -9 in the middle of an import, in both databases: the directory is the one file or the other, never a mixture.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AuditEntry, auditEntries } from '../../../../server/audit/auditEntry.js';
import { readDirectory } from '../../../../server/directory/changeDirectory.js';
import { directoryRecords } from '../../../../server/directory/directoryRecord.js';
import { openStore } from '../../../../server/storage/openStore.js';
import { buildChild, type ChildProgram } from '../../../storage/embedded/writingProcess.js';
import { throwAwayDatabase } from '../../../support/storeLanes.js';

const serverUri = process.env['TEST_MONGODB_URI'];
const lanes = [
  { title: '[LMDB]', newUri: () => '' },
  { title: '[MongoDB]', newUri: () => throwAwayDatabase(serverUri ?? '') },
];
const kills = 6;
/** An import takes some 100 ms: deaths are spread over the next two. */
const mostDelayMs = 200;

let child: ChildProgram;
beforeAll(async () => {
  child = await buildChild(new URL('./importChild.ts', import.meta.url));
}, 60_000);
afterAll(() => child.discard());

/** @returns the last revision that the process acknowledged. */
async function importUntilKilled(dataDir: string, mongodbUri: string): Promise<number> {
  const importing = spawn(process.execPath, [child.file, dataDir, mongodbUri], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(importing, 'exit');
  const lines = createInterface({ input: importing.stdout });
  const read = once(lines, 'close');
  let last = 0;
  const first = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      last = Number(line);
      resolve();
    });
  });
  await Promise.race([first, exited]);
  await delay(Math.random() * mostDelayMs);
  importing.kill('SIGKILL');
  const [[, signal]] = await Promise.all([exited, read]);
  expect(signal).toBe('SIGKILL');
  return last;
}

describe.each(serverUri ? lanes : lanes.slice(0, 1))('$title an import killed in the middle', (lane) => {
  test(`is there as a whole or not at all, with its entry in the access record, ${kills} times`, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-imports-'));
    const mongodbUri = lane.newUri();
    try {
      for (let round = 0; round < kills; round += 1) {
        const acknowledged = await importUntilKilled(dataDir, mongodbUri);
        const store = await openStore({ dataDir, mongodbUri, collections: [auditEntries, directoryRecords] });
        const { revision, officials, departments } = await readDirectory(store.collection(directoryRecords));
        const targets: number[] = [];
        for await (const entries of store.collection(auditEntries).walk()) {
          targets.push(...entries.map(({ target }: AuditEntry) => target?.revision ?? 0));
        }
        await store.close();
        const marks = new Set(
          [...officials.map(({ duty }) => duty), ...departments.map(({ name }) => name.en)].map(last),
        );
        expect({ people: officials.length, marks: marks.size }).toEqual({ people: 807, marks: 1 });
        // The next may have been stored without having been told; its entry may be there without it.
        expect(revision - acknowledged).toBeGreaterThanOrEqual(0);
        expect(revision - acknowledged).toBeLessThanOrEqual(1);
        expect(new Set(targets)).toEqual(new Set(Array.from({ length: Math.max(...targets) }, (_one, at) => at + 1)));
        expect(Math.max(...targets) - revision).toBeLessThanOrEqual(1);
        expect(Math.max(...targets)).toBeGreaterThanOrEqual(revision);
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true });
      await dropDatabase(mongodbUri);
    }
  }, 120_000);
});

const last = (text: string) => text.at(-1);

async function dropDatabase(mongodbUri: string): Promise<void> {
  if (mongodbUri === '') return;
  const { createConnection } = await import('mongoose');
  const connection = await createConnection(mongodbUri).asPromise();
  await connection.dropDatabase();
  await connection.close();
}
