// Keys that nobody set are made on first start and kept in the data folder, readable by the owner only.
import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const keptKey = z.string().min(32);
/** Folders of before the access record know no key of it. */
const keptSchema = z.object({ hashKey: keptKey, sessionSecret: keptKey, auditKey: keptKey.optional() });
type Kept = z.infer<typeof keptSchema>;
export type Secrets = Record<keyof Kept, string>;

export interface SecretSettings {
  dataDir: string;
  hashKey: string | undefined;
  sessionSecret: string | undefined;
  auditKey: string | undefined;
}

export class SecretsError extends Error {
  override name = 'SecretsError';
}

const make = () => randomBytes(32).toString('base64url');

function field(error: unknown, name: 'code' | 'syscall'): unknown {
  return typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined;
}

const hasCode = (error: unknown, code: string) => field(error, 'code') === code;

async function readKept(file: string): Promise<Kept | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    return keptSchema.parse(JSON.parse(text));
  } catch (error) {
    // Making new keys silently would break every hash of a caller that is already stored.
    throw new SecretsError(`${file} is damaged: restore it, or set HASH_KEY, SESSION_SECRET and AUDIT_KEY.`, {
      cause: error,
    });
  }
}

/** Written whole and durable under another name, for `place` to put where it belongs. */
async function keep(file: string, secrets: Secrets, place: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${file}.${process.pid}.${make().slice(0, 8)}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await place(draft);
}

/** Never replaces keys that another start made in the same moment. */
async function keepNew(folder: string, file: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await keep(file, { hashKey: make(), sessionSecret: make(), auditKey: make() }, async (draft) => {
    try {
      await link(draft, file);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    } finally {
      await unlink(draft);
    }
  });
}

/** Made from the keys that are there, so that two starts in the same moment add the same one. */
async function addAuditKey(file: string, { hashKey, sessionSecret }: Kept): Promise<Secrets> {
  const auditKey = createHmac('sha256', hashKey).update(`audit\n${sessionSecret}`).digest('base64url');
  const secrets = { hashKey, sessionSecret, auditKey };
  await keep(file, secrets, (draft) => rename(draft, file));
  return secrets;
}

const fileIn = (dataDir: string) => join(dataDir, 'secrets.json');

async function loadKept(dataDir: string): Promise<Secrets> {
  const file = fileIn(dataDir);
  if (!(await readKept(file))) await keepNew(dataDir, file);
  const kept = await readKept(file);
  if (!kept) throw new SecretsError(`${file} disappeared while it was being made.`);
  const { auditKey } = kept;
  return auditKey === undefined ? addAuditKey(file, kept) : { ...kept, auditKey };
}

/** The first thing that a start does with its folder, so it is here that a wrong one shows. */
function refuseFolder(dataDir: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof SecretsError || typeof field(error, 'syscall') !== 'string') throw error;
    const why = `${field(error, 'code')}`;
    throw new SecretsError(
      `DATA_DIR is wrong: set it to a folder that this program may write; ${dataDir} says ${why}.`,
      {
        cause: error,
      },
    );
  };
}

/** @throws SecretsError when the kept file cannot be understood, or the folder cannot be used. */
export async function loadSecrets({ dataDir, hashKey, sessionSecret, auditKey }: SecretSettings): Promise<Secrets> {
  if (hashKey !== undefined && sessionSecret !== undefined && auditKey !== undefined)
    return { hashKey, sessionSecret, auditKey };
  const kept = await loadKept(dataDir).catch(refuseFolder(dataDir));
  return {
    hashKey: hashKey ?? kept.hashKey,
    sessionSecret: sessionSecret ?? kept.sessionSecret,
    auditKey: auditKey ?? kept.auditKey,
  };
}

/** For programs that only read: nothing is made. @throws SecretsError when there is no such key. */
export async function findAuditKey({
  dataDir,
  auditKey,
}: Pick<SecretSettings, 'dataDir' | 'auditKey'>): Promise<string> {
  const found = auditKey ?? (await readKept(fileIn(dataDir)))?.auditKey;
  if (found !== undefined) return found;
  throw new SecretsError(
    `There is no key of the access record in ${dataDir}: set AUDIT_KEY, or DATA_DIR to the folder with secrets.json.`,
  );
}
