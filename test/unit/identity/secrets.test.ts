// Keys that nobody set: made once, kept for the owner's eyes, and never silently replaced.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findAuditKey, loadSecrets } from '../../../server/identity/secrets.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'samsamsam-secrets-')), 'data');
});
afterEach(() => rm(join(dataDir, '..'), { recursive: true, force: true }));

const unset = () => ({ dataDir, hashKey: undefined, sessionSecret: undefined, auditKey: undefined });
const given = 'g'.repeat(32);

describe('keys', () => {
  test('are made on first start and found again later', async () => {
    const made = await loadSecrets(unset());
    expect(made.hashKey).not.toBe(made.sessionSecret);
    expect(made.hashKey.length).toBeGreaterThanOrEqual(32);
    expect(await loadSecrets(unset())).toEqual(made);
    expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['secrets.json']);
  });

  test('that are set win over kept ones, and nothing is written when all are set', async () => {
    expect(await loadSecrets({ dataDir, hashKey: given, sessionSecret: given, auditKey: given })).toEqual({
      hashKey: given,
      sessionSecret: given,
      auditKey: given,
    });
    await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
    const made = await loadSecrets(unset());
    expect(await loadSecrets({ ...unset(), sessionSecret: given })).toEqual({ ...made, sessionSecret: given });
  });

  test('are the same for two starts in the same moment', async () => {
    const [one, two] = await Promise.all([loadSecrets(unset()), loadSecrets(unset())]);
    expect(one).toEqual(two);
    expect(await readdir(dataDir)).toEqual(['secrets.json']);
  });

  test('in a damaged file are not replaced: the start says what to do', async () => {
    await loadSecrets(unset());
    const file = join(dataDir, 'secrets.json');
    await writeFile(file, '{"hashKey":');
    await expect(loadSecrets(unset())).rejects.toThrow(
      `${file} is damaged: restore it, or set HASH_KEY, SESSION_SECRET and AUDIT_KEY.`,
    );
    expect(await readFile(file, 'utf8')).toBe('{"hashKey":');
  });

  test('of a folder from before the access record gain its key once, and keep the others', async () => {
    const { auditKey: _unknown, ...old } = await loadSecrets(unset());
    const file = join(dataDir, 'secrets.json');
    await writeFile(file, JSON.stringify(old));
    const [one, two] = await Promise.all([loadSecrets(unset()), loadSecrets(unset())]);
    expect(one).toEqual({ ...old, auditKey: expect.stringMatching(/^.{32,}$/) });
    expect(two).toEqual(one);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(one);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['secrets.json']);
  });

  test('of the access record are found without making any', async () => {
    await expect(findAuditKey({ dataDir, auditKey: undefined })).rejects.toThrow('set AUDIT_KEY');
    await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
    const { auditKey } = await loadSecrets(unset());
    expect(await findAuditKey({ dataDir, auditKey: undefined })).toBe(auditKey);
    expect(await findAuditKey({ dataDir, auditKey: given })).toBe(given);
  });
});
