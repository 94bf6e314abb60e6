// `npm run import-directory -- file.csv [--dry-run] [--reason=TEXT]`: takes a directory file whole, or not at all with one line
// per mistake. Exit code 0: the file was good; 1: it was not, or could not be taken; 2: a wrong command.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { auditEntries } from '../server/audit/auditEntry.js';
import { createAuditTrail } from '../server/audit/trail.js';
import { systemClock } from '../server/base/clock.js';
import { collections } from '../server/collections.js';
import { ConfigError, readAuditSettings } from '../server/config.js';
import type { DirectoryParts } from '../server/directory/changeDirectory.js';
import { DirectoryError } from '../server/directory/directoryError.js';
import { directoryRecords } from '../server/directory/directoryRecord.js';
import { type ImportReport, importDirectory } from '../server/directory/importDirectory.js';
import { problemLine } from '../server/directory/importProblem.js';
import { loadSecrets, SecretsError } from '../server/identity/secrets.js';
import { hasEmbeddedStore } from '../server/storage/moving/openExisting.js';
import { openStore } from '../server/storage/openStore.js';
import { StorageError, type Store } from '../server/storage/port.js';
import { changeLines, summaryLines } from './directory/tellImport.js';
import { createProgressBar } from './moving/createProgressBar.js';

const usage = 'Usage: npm run import-directory -- file.csv [--dry-run] [--reason=TEXT]';
/** Whoever may start programs on the server is known to the server, not to the product. */
const atTheConsole = { userId: null, account: 'console', role: '', sessionId: null, place: 'console' };
const expected = [ConfigError, DirectoryError, SecretsError, StorageError];

interface Command {
  path: string;
  dryRun: boolean;
  reason: string | null;
}

function readCommand(args: readonly string[]): Command | undefined {
  const options = { 'dry-run': { type: 'boolean' }, reason: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) return undefined;
    return { path, dryRun: values['dry-run'] === true, reason: values.reason?.trim() || null };
  } catch (error) {
    // parseArgs says so about arguments that it does not know.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A dry run where nothing was ever stored leaves it so. */
const nothingStored: Omit<DirectoryParts, 'clock'> = {
  records: {
    get: async () => undefined,
    insert: async () => ({ ok: false, code: 'conflict' }),
    replace: async () => ({ ok: false, code: 'not-found' }),
  },
  trail: { change: (_note, write) => write() },
};

function partsOf(store: Store, key: string): DirectoryParts {
  const audit = createAuditTrail({ entries: store.collection(auditEntries), key, clock: systemClock });
  return { records: store.collection(directoryRecords), clock: systemClock, trail: audit.by(atTheConsole) };
}

async function importFile(bytes: Uint8Array, { dryRun, reason }: Command): Promise<ImportReport> {
  const { mongodbUri, dataDir, auditKey } = readAuditSettings(process.env);
  const bar = createProgressBar(process.stdout, systemClock);
  bar.begin('Reading rows', bytes.filter((byte) => byte === 0x0a).length);
  const options = { dryRun, reason, onRows: (rows: number) => bar.advance(rows) };
  try {
    if (dryRun && !mongodbUri && !(await hasEmbeddedStore(dataDir)))
      return await importDirectory({ ...nothingStored, clock: systemClock }, bytes, options);
    const unset = { hashKey: undefined, sessionSecret: undefined };
    const key = auditKey ?? (await loadSecrets({ dataDir, auditKey, ...unset })).auditKey;
    const store = await openStore({ mongodbUri, dataDir, collections });
    try {
      return await importDirectory(partsOf(store, key), bytes, options);
    } finally {
      await store.close();
    }
  } finally {
    bar.end();
  }
}

async function run(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  if (!command) {
    console.error(usage);
    return 2;
  }
  const { path } = command;
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    console.error(`${path} cannot be read (${error.code ?? error.message}).`);
    return undefined;
  });
  if (bytes === undefined) return 1;
  if (existsSync('.env')) process.loadEnvFile('.env');
  const begun = performance.now();
  const report = await importFile(bytes, command);
  for (const problem of report.problems) console.error(problemLine(problem));
  for (const line of changeLines(report)) console.log(line);
  for (const line of summaryLines(report, performance.now() - begun)) console.log(line);
  return report.problems.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(expected.some((kind) => error instanceof kind) ? (error as Error).message : error);
  process.exitCode = 1;
}
