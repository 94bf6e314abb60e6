// A spool in a throw-away folder, on a disk that a test can hold up or break.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import { pino } from 'pino';
import { type CallEvent, callEventSchema } from '../../../server/calls/callEvent.js';
import { type OpenAppendFile, openAppendFile } from '../../../server/spool/appendFile.js';
import { openSpool, type Spool, type Spooled } from '../../../server/spool/openSpool.js';
import { manualClock } from '../../support/manualClock.js';
import { sid, simpleCall, teller } from '../../support/scenarios.js';

export const silent = pino({ level: 'silent' });
export const origin = Date.parse('2026-02-12T02:00:00Z');

/** The seven events of one answered call. */
export function callEvents(index: number): CallEvent[] {
  const tell = teller({ root: sid(index * 16 + 1), origin: origin + index * 1_000 });
  return simpleCall(tell, { ring: 3, talk: 60, legSid: sid(index * 16 + 2) });
}

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

export async function spoolFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'samsamsam-spool-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestSpool {
  spool: Spool<CallEvent>;
  /** What earlier processes left. */
  found: Spooled<CallEvent>[];
  clock: ReturnType<typeof manualClock>;
}

export async function openTestSpool(
  folder: string,
  options: { openFile?: OpenAppendFile; mostBytes?: number } = {},
): Promise<TestSpool> {
  const clock = manualClock(origin);
  const spool = await openSpool({ folder, schema: callEventSchema, clock, logger: silent, ...options });
  cleanUps.push(() => spool.close());
  const found: Spooled<CallEvent>[] = [];
  await spool.start((entries) => void found.push(...entries));
  return { spool, found, clock };
}

/** A disk whose fsync waits for `letGo`, and that fails while `isBroken`. */
export function awkwardDisk() {
  const held: (() => void)[] = [];
  const disk = {
    holds: false,
    isBroken: false,
    syncs: 0,
    /** Resolves once an fsync waits. */
    asked: () => new Promise<void>((resolve) => (onHeld = resolve)),
    letGo() {
      disk.holds = false;
      for (const go of held.splice(0)) go();
    },
    openFile: (async (path) => {
      const file = await openAppendFile(path);
      const refuse = () => {
        if (disk.isBroken) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      };
      return {
        async append(text) {
          refuse();
          await file.append(text);
        },
        async sync() {
          if (disk.holds) {
            await new Promise<void>((resolve) => {
              held.push(resolve);
              onHeld();
            });
          }
          refuse();
          await file.sync();
          disk.syncs += 1;
        },
        close: () => file.close(),
      };
    }) satisfies OpenAppendFile,
  };
  let onHeld = () => {};
  return disk;
}
