// After an unclean stop a child process opens the store and reads it first: a damaged page kills whoever maps it,
// and better the child, whose death becomes one line, than the monitor of a city.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { StorageError } from '../port.js';
import type { Abandoned } from './folderLock.js';

// A survey reads keys first, then documents, and ends by itself: a long outage after a power cut would be worse than a late finding.
const afterPowerCutMs = 4_000;
// A process that was killed leaves whole pages behind, since the system writes what it was given: small stores are read whole
// all the same, and a large one is served again at once.
const afterKillMs = 100;
const killAfterMs = 20_000;

/** Exit code of a child that was told by LMDB; one that met a damaged page does not live to say so. */
const unreadable = 3;
const deaths: readonly (string | undefined)[] = ['SIGBUS', 'SIGSEGV', 'SIGABRT', 'SIGILL', 'SIGTRAP'];

// Handed to node as text, so that it needs no file of its own beside a bundle.
const survey = `
const [lmdb, path, limit] = process.argv.slice(1);
const until = Date.now() + Number(limit);
const tables = { keyEncoding: 'binary', encoding: 'binary' };
const { open } = require(lmdb);
try {
  const root = open({ path, readOnly: true, maxDbs: 512, ...tables });
  const names = [...root.getKeys()].map((key) => Buffer.from(key).toString());
  const opened = names.map((name) => root.openDB({ name, ...tables }));
  const pass = (read) => {
    for (const table of opened) for (const _ of read(table)) if (Date.now() > until) return;
  };
  pass((table) => table.getKeys());
  pass((table) => table.getRange({ reverse: true }));
} catch (error) {
  console.error(error);
  process.exit(${unreadable});
}
process.exit(0);
`;

/** What the child said when it found damage; undefined when it found none, or could not be run or finished. */
function findDamage(folder: string, surveyMs: number): Promise<string | undefined> {
  const lmdb = createRequire(import.meta.url).resolve('lmdb');
  return new Promise((resolve) => {
    const options = { timeout: killAfterMs, maxBuffer: 1_000_000 };
    execFile(process.execPath, ['-e', survey, lmdb, folder, String(surveyMs)], options, (error, _, stderr) => {
      const damaged = error?.code === unreadable || deaths.includes(error?.signal ?? undefined);
      resolve(damaged ? `${error?.signal ?? ''} ${stderr}` : undefined);
    });
  });
}

/** @throws StorageError 'damaged' */
export async function surveyFolder(folder: string, { machineRanOn }: Pick<Abandoned, 'machineRanOn'>): Promise<void> {
  const damage = await findDamage(folder, machineRanOn ? afterKillMs : afterPowerCutMs);
  if (damage === undefined) return;
  throw new StorageError('damaged', `The data file in ${folder} is damaged; restore it from a backup.`, {
    cause: damage,
  });
}
