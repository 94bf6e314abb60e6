// kill -9 between an entry of the access record and its change: every change has its entry, every entry is carried out or marked.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createConnection } from 'mongoose';
import type { AuditEntry } from '../../server/audit/auditEntry.js';
import { markUnfinished } from '../../server/audit/unfinished.js';
import { systemClock } from '../../server/base/clock.js';
import { openStore } from '../../server/storage/openStore.js';
import type { Store } from '../../server/storage/port.js';
import { report } from '../support/report.js';
import { throwAwayDatabase } from '../support/storeLanes.js';
import { allEntries, auditOn, collections, faultOf, things } from '../unit/audit/auditFixture.js';
import { buildChild, type ChildProgram } from './embedded/writingProcess.js';
import { kills, timeLimit, upTo } from './kills/killRun.js';
import type { Address } from './kills/writingCalls.js';

const serverUri = process.env['TEST_MONGODB_URI'];
const lanes = [
  { title: '[LMDB]', newUri: () => '' },
  { title: '[MongoDB]', newUri: () => throwAwayDatabase(serverUri ?? '') },
];
const mostChanges = 60;
/** What was on its way when the process died arrives within this, or not at all. */
const graceMs = 500;

let child: ChildProgram;
beforeAll(async () => {
  child = await buildChild(new URL('./kills/changingChild.ts', import.meta.url));
});
afterAll(() => child.discard());

/** @returns words of the changes that the process said were done, and of the one that it never made. */
async function changeUntilKilled({ dataDir, mongodbUri }: Address, round: number) {
  const before = 1 + upTo(mostChanges);
  const changing = spawn(process.execPath, [child.file, dataDir, mongodbUri, String(round), String(before)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(changing, 'exit');
  const lines = createInterface({ input: changing.stdout });
  const read = once(lines, 'close');
  const done: string[] = [];
  const between = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      const told = JSON.parse(line) as { done?: string; between?: string };
      if (told.done !== undefined) done.push(told.done);
      if (told.between !== undefined) resolve(told.between);
    });
  });
  const never = await Promise.race([between, exited.then(() => '')]);
  await delay(upTo(20));
  changing.kill('SIGKILL');
  const [[, signal]] = await Promise.all([exited, read]);
  if (signal !== 'SIGKILL') throw new Error('The process ended by itself.');
  return { done, never };
}

/** As a start does it, until nothing is left that could still be under way. */
async function settle(store: Store): Promise<AuditEntry[]> {
  const parts = auditOn(store, systemClock);
  const { seq } = await parts.audit.head();
  for (let next = 1; next <= seq; await delay(20)) next = await markUnfinished(parts, next, graceMs);
  return allEntries(parts.entries);
}

const wordOf = ({ after }: AuditEntry) => String(after && Reflect.get(after, 'word'));

type Change = AuditEntry & { because: string | undefined };

/** Every change that was recorded, with the reason of its mark. */
function recordedChanges(all: readonly AuditEntry[]): Map<string, Change[]> {
  const marks = new Map<number, string>();
  for (const { kind, after } of all)
    if (kind === 'not-carried-out' && after) marks.set(Reflect.get(after, 'seq'), Reflect.get(after, 'because'));
  const byPlace = new Map<string, Change[]>();
  for (const entry of all) {
    if (!entry.target) continue;
    const place = `${entry.target.id} ${entry.target.revision}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), { ...entry, because: marks.get(entry.seq) }]);
  }
  return byPlace;
}

/** What the record says against what is stored. */
async function findLies(store: Store, all: readonly AuditEntry[]) {
  const recorded = recordedChanges(all);
  const lies: string[] = [];
  let revisions = 0;
  for await (const slice of store.collection(things).walk())
    for (const { id, revision, word } of slice) {
      revisions += revision;
      for (let one = 1; one <= revision; one += 1) {
        const changes = recorded.get(`${id} ${one}`) ?? [];
        const made = changes.filter(({ because }) => because === undefined);
        // Two of which nobody can tell any more which it was are marked by each other's number.
        const perhaps = made.length > 0 ? made : changes.filter(({ because }) => because === 'one-of');
        if (made.length > 1 || perhaps.length === 0) lies.push(`${id} at ${one} has ${made.length} entries`);
        if (one === revision && !perhaps.map(wordOf).includes(word)) lies.push(`${id} at ${one} is told by no entry`);
        recorded.delete(`${id} ${one}`);
      }
    }
  const left = [...recorded.values()].flat().filter(({ because }) => because === undefined);
  return { lies: [...lies, ...left.map((entry) => `${wordOf(entry)} never came and is not marked`)], revisions };
}

describe.each(serverUri ? lanes : lanes.slice(0, 1))('$title a process killed between entry and change', (lane) => {
  const address: Address = { dataDir: '', mongodbUri: '' };
  beforeAll(async () => {
    address.dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-audit-kills-'));
    address.mongodbUri = lane.newUri();
  });
  afterAll(async () => {
    await rm(address.dataDir, { recursive: true, force: true });
    if (address.mongodbUri === '') return;
    const connection = await createConnection(address.mongodbUri).asPromise();
    await connection.dropDatabase();
    await connection.close();
  });

  test(
    `leaves an entry for every change and a mark for every entry without one, ${kills} times`,
    async () => {
      let told = { changes: 0, marked: 0 };
      for (let round = 0; round < kills; round += 1) {
        const { done, never } = await changeUntilKilled(address, round);
        const store = await openStore({ ...address, collections });
        const all = await settle(store);
        expect(faultOf(all)).toBeUndefined();
        const { lies, revisions } = await findLies(store, all);
        await store.close();
        expect(lies).toEqual([]);
        const marked = [...recordedChanges(all).values()].flat().filter(({ because }) => because !== undefined);
        expect(marked.map(wordOf)).toContain(never);
        const undone = new Set(marked.filter(({ because }) => because !== 'one-of').map(wordOf));
        expect(done.filter((word) => undone.has(word))).toEqual([]);
        told = { changes: revisions, marked: marked.length };
      }
      expect(told.changes).toBeGreaterThanOrEqual(kills);
      if (process.env['PROVE_KILLS'])
        report(
          `kill -9 between entry and change ${lane.title}`,
          `${kills} kills, ${told.changes} changes, ${told.marked} entries marked, 0 without the other`,
        );
    },
    timeLimit,
  );
});
