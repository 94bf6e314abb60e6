// Keys that nobody set are made on first start and kept in the data folder, readable by the owner only.
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({
  hashKey: z.string().min(32),
  sessionSecret: z.string().min(32),
  auditKey: z.string().min(32),
});
export type Secrets = z.infer<typeof secretsSchema>;

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

async function readKept(file: string): Promise<Secrets | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (error) {
    // Making new keys silently would break every hash of a caller that is already stored.
    throw new SecretsError(`${file} is damaged: restore it, or set HASH_KEY, SESSION_SECRET and AUDIT_KEY.`, {
      cause: error,
    });
  }
}

/** Appears whole or not at all, and never replaces keys that another start made in the same moment. */
async function keepNew(folder: string, file: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${process.pid}.${make().slice(0, 8)}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(
      `${JSON.stringify({ hashKey: make(), sessionSecret: make(), auditKey: make() }, null, 2)}\n`,
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
}

async function loadKept(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const kept = await readKept(file);
  if (kept) return kept;
  await keepNew(dataDir, file);
  const made = await readKept(file);
  if (!made) throw new SecretsError(`${file} disappeared while it was being made.`);
  return made;
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
