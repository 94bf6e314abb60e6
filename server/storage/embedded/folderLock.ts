// One process per folder: LMDB would let two in, and each would miss what the other tells its boards.
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StorageError } from '../port.js';
import { isAlive, isSameBoot, ownIdentity, type ProcessIdentity } from './processIdentity.js';
import { dataBytes } from './storeFolder.js';
import { systemErrorCode } from './systemErrorCode.js';

interface Holder extends ProcessIdentity {
  token: string;
  /** Counts up while the holder lives; only other hosts look at it. */
  beat: number;
  /** The data file's length at that beat. */
  bytes: number;
}

export interface Abandoned {
  /** The data file was this long when the holder was last heard of. */
  bytes: number;
  /** Only the process came to its end: the machine has run on and kept what it was given to write. */
  machineRanOn: boolean;
}

export interface FolderLock {
  /** The last holder did not say goodbye. */
  abandoned: Abandoned | undefined;
  release(): Promise<void>;
}

const beatEveryMs = 2_000;
/** Three missed beats: another host's process is then taken for dead. */
const silentForMs = 6_000;
/** Two starters that take over at once both write; the last one stands, and both see which after this time. */
const settleMs = 30;

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch (error) {
    // Written by renaming, so text that is no JSON is not half written: nobody holds it.
    if (error instanceof SyntaxError || systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeHolder(file: string, holder: Holder): Promise<void> {
  const draft = `${file}.${holder.token}`;
  await writeFile(draft, JSON.stringify(holder));
  await rename(draft, file);
}

async function isHeld(file: string, holder: Holder, self: ProcessIdentity): Promise<boolean> {
  if (holder.host === self.host) return isAlive(holder);
  const until = Date.now() + silentForMs;
  while (Date.now() < until) {
    await delay(200);
    const now = await readHolder(file);
    if (!now) return false;
    if (now.token !== holder.token || now.beat !== holder.beat) return true;
  }
  return false;
}

/** @throws StorageError 'in-use' when a living process holds the folder. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'lock.json');
  const self = ownIdentity();
  const refuse = (other: ProcessIdentity): never => {
    const where = other.host === self.host ? '' : ` on ${other.host}`;
    throw new StorageError(
      'in-use',
      `The folder ${folder} is in use by process ${other.pid}${where}; stop that one first.`,
    );
  };
  const before = await readHolder(file);
  const holder: Holder = { ...self, token: randomUUID(), beat: 0, bytes: before?.bytes ?? 0 };
  if (before && (await isHeld(file, before, self))) refuse(before);
  await writeHolder(file, holder);
  await delay(settleMs);
  const winner = await readHolder(file);
  if (winner && winner.token !== holder.token) refuse(winner);

  let beating: Promise<void> = Promise.resolve();
  const beat = async () => {
    holder.beat += 1;
    holder.bytes = await dataBytes(folder);
    await writeHolder(file, holder);
  };
  const timer = setInterval(() => {
    // A missed beat is made up by the next one.
    beating = beating.then(beat).catch(() => {});
  }, beatEveryMs);
  timer.unref();
  return {
    abandoned: before && { bytes: before.bytes, machineRanOn: isSameBoot(before, self) },
    async release() {
      clearInterval(timer);
      await beating;
      if ((await readHolder(file))?.token === holder.token) await rm(file, { force: true });
    },
  };
}
