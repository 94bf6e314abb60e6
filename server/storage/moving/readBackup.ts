// Reads a backup to its end and believes nothing: every checksum, count and the shape of every line is checked on the way.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { systemErrorCode } from '../embedded/systemErrorCode.js';
import type { StoredDocument } from '../port.js';
import type { BackupHeader, BackupTrailer } from './backupFormat.js';
import { anyHeaderSchema, backupFormat, documentLineSchema, headerSchema, trailerSchema } from './backupFormat.js';
import { ChecksumCounter } from './checksum.js';
import { MoveError } from './moveError.js';
import { LineError, readLines } from './readLines.js';

export interface BackupReader {
  /** Called once, before the first document. */
  onHeader(header: BackupHeader): void;
  /** Waited for before the next document is read. `bytes` is its length as text. */
  onDocument(collection: string, document: StoredDocument, bytes: number): void | Promise<void>;
}

function readHeader(file: string, line: string): BackupHeader {
  const value = parseJson(line);
  const any = anyHeaderSchema.safeParse(value);
  if (!any.success) throw new MoveError(`${file} is not a backup of this product.`);
  if (any.data.format > backupFormat) {
    throw new MoveError(`${file} was made by a newer version (${any.data.product}): restore it with that version.`);
  }
  const header = headerSchema.safeParse(value);
  if (!header.success) throw damaged(file, 'its first line is not as it was written');
  return header.data;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function damaged(file: string, how: string): MoveError {
  return new MoveError(`${file} is damaged (${how}): use another backup.`);
}

async function* linesIn(file: string): AsyncGenerator<string, void> {
  const packed = createReadStream(file);
  const unpacked = createGunzip();
  packed.on('error', (error) => unpacked.destroy(error));
  try {
    yield* readLines(packed.pipe(unpacked));
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}

function checkTrailer(
  file: string,
  trailer: BackupTrailer,
  sha256: string,
  counters: ReadonlyMap<string, ChecksumCounter>,
): void {
  if (trailer.sha256 !== sha256) throw damaged(file, 'its checksum does not fit');
  for (const [name, told] of Object.entries(trailer.collections)) {
    const found = counters.get(name)?.value ?? new ChecksumCounter().value;
    if (found.count !== told.count || found.sha256 !== told.sha256) throw damaged(file, `${name} is not complete`);
  }
  const untold = [...counters.keys()].find((name) => !Object.hasOwn(trailer.collections, name));
  if (untold !== undefined) throw damaged(file, `${untold} is not accounted for`);
}

async function readParts(file: string, reader: BackupReader): Promise<BackupTrailer> {
  const whole = createHash('sha256');
  const counters = new Map<string, ChecksumCounter>();
  let hasHeader = false;
  let trailer: BackupTrailer | undefined;
  for await (const line of linesIn(file)) {
    if (trailer) throw damaged(file, 'something follows its end');
    if (!hasHeader) {
      reader.onHeader(readHeader(file, line));
      hasHeader = true;
    } else {
      const value = parseJson(line);
      if (!Array.isArray(value)) {
        const parsed = trailerSchema.safeParse(value);
        if (!parsed.success) throw damaged(file, 'a line is not as it was written');
        trailer = parsed.data;
        checkTrailer(file, trailer, whole.digest('hex'), counters);
        continue;
      }
      const parsed = documentLineSchema.safeParse(value);
      if (!parsed.success) throw damaged(file, 'a document is not as it was written');
      const [collection, document] = parsed.data;
      const counter = counters.get(collection) ?? new ChecksumCounter();
      counters.set(collection, counter);
      counter.add(document);
      await reader.onDocument(collection, document, line.length);
    }
    whole.update(`${line}\n`);
  }
  if (!hasHeader) throw new MoveError(`${file} is not a backup of this product.`);
  if (!trailer) throw damaged(file, 'its end is missing');
  return trailer;
}

/** @returns what the file holds, exactly. @throws MoveError in one line for anything that is not a whole backup. */
export async function readBackup(file: string, reader: BackupReader): Promise<BackupTrailer> {
  try {
    return await readParts(file, reader);
  } catch (error) {
    if (error instanceof LineError) throw damaged(file, 'its lines are not as they were written');
    const code = systemErrorCode(error) ?? '';
    // Zlib's words for a file that was never packed.
    if (/incorrect header check/.test(String(error))) throw new MoveError(`${file} is not a backup of this product.`);
    if (code.startsWith('Z_') && code !== 'Z_BUF_ERROR') throw damaged(file, 'it cannot be unpacked');
    if (code === 'Z_BUF_ERROR') throw damaged(file, 'its end is missing');
    if (/^E[A-Z]+$/.test(code)) throw new MoveError(`${file} cannot be read (${code}).`);
    throw error;
  }
}
