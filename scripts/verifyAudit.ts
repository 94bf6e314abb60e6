// `npm run verify-audit -- FILE [--head SEQ:HASH]...`: proves an export of the access record, or with --store the record itself.
import { createReadStream, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { auditEntries } from '../server/audit/auditEntry.js';
import type { AuditHead } from '../server/audit/chain.js';
import { verifyExport } from '../server/audit/verifyExport.js';
import { verifyStore } from '../server/audit/verifyStore.js';
import { collections } from '../server/collections.js';
import { ConfigError, readAuditSettings } from '../server/config.js';
import { findAuditKey, SecretsError } from '../server/identity/secrets.js';
import { MoveError } from '../server/storage/moving/moveError.js';
import { openExisting } from '../server/storage/moving/openExisting.js';
import { StorageError } from '../server/storage/port.js';

const usage =
  'Usage: npm run verify-audit -- FILE [--head SEQ:HASH]...   or   npm run verify-audit -- --store [--head SEQ:HASH]...';

/** 0: proved. 1: something was changed, or is missing. 2: nothing could be looked at. */
type ExitCode = 0 | 1 | 2;

interface Asked {
  /** Undefined for the store itself. */
  file: string | undefined;
  heads: AuditHead[];
}

function readHead(text: string): AuditHead | undefined {
  const [, seq, hash] = /^(\d{1,15}):([\w-]{1,100})$/.exec(text.trim()) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
}

/** Undefined for a wrong command. */
function readArguments(args: readonly string[]): Asked | undefined {
  try {
    const options = { head: { type: 'string', multiple: true }, store: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const heads = (values.head ?? []).map(readHead);
    const known = heads.filter((head) => head !== undefined);
    if (known.length < heads.length || positionals.length !== (values.store ? 0 : 1)) return undefined;
    return { file: positionals[0], heads: known };
  } catch {
    return undefined;
  }
}

const say = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'}`;

function tellProved(what: string, count: number, { seq, hash }: AuditHead): ExitCode {
  console.log(`${what}: ${say(count)}, none changed, missing, added or out of order. The last is ${seq}:${hash}`);
  return 0;
}

async function proveFile(file: string, key: string, heads: readonly AuditHead[]): Promise<ExitCode> {
  const verdict = await verifyExport(createReadStream(file), key, heads);
  if (!verdict.ok) {
    console.error(`${file}, line ${verdict.line}: ${verdict.fault}.`);
    return 1;
  }
  const { from, to, city } = verdict.header;
  const period = `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
  return tellProved(`${file} (${city}, ${period})`, verdict.count, verdict.head);
}

async function proveStore(
  settings: ReturnType<typeof readAuditSettings>,
  key: string,
  heads: readonly AuditHead[],
): Promise<ExitCode> {
  const store = await openExisting({ ...settings, collections, upkeep: false });
  try {
    const verdict = await verifyStore(store.collection(auditEntries), key, heads);
    if (verdict.ok) return tellProved('The stored access record', verdict.count, verdict.head);
    console.error(`The stored access record: ${verdict.fault}.`);
    return 1;
  } finally {
    await store.close();
  }
}

/** What the person who runs it can mend: settings, keys, the file's name. */
function isExpected(error: unknown): error is Error {
  const isOurs = [ConfigError, SecretsError, MoveError, StorageError].some((kind) => error instanceof kind);
  return isOurs || (error instanceof Error && 'syscall' in error);
}

async function verifyAudit(args: readonly string[]): Promise<ExitCode> {
  const asked = readArguments(args);
  if (!asked) {
    console.error(usage);
    return 2;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const settings = readAuditSettings(process.env);
    const key = await findAuditKey(settings);
    const { file, heads } = asked;
    return await (file === undefined ? proveStore(settings, key, heads) : proveFile(file, key, heads));
  } catch (error) {
    console.error(isExpected(error) ? error.message : error);
    return 2;
  }
}

process.exitCode = await verifyAudit(process.argv.slice(2));
