// Writes a whole store into one file, which appears under its name only when it is complete and on the disk.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { systemErrorCode } from '../embedded/systemErrorCode.js';
import type { CollectionDeclaration, Store, StoredDocument } from '../port.js';
import { StorageError } from '../port.js';
import { type BackupHeader, type BackupTrailer, backupFormat } from './backupFormat.js';
import { ChecksumCounter } from './checksum.js';
import { MoveError } from './moveError.js';
import type { Progress } from './progress.js';
import { sizesOf } from './sizes.js';

export interface BackupOptions {
  store: Store;
  collections: readonly CollectionDeclaration<StoredDocument>[];
  file: string;
  /** The product's version. */
  product: string;
  /** ms. */
  now: number;
  progress: Progress;
  /** Gives up and leaves nothing behind. */
  signal?: AbortSignal;
}

async function* linesOf(options: BackupOptions, done: (trailer: BackupTrailer) => void): AsyncGenerator<string, void> {
  const { store, collections, product, now, progress } = options;
  const sizes = await sizesOf(store, collections);
  const whole = createHash('sha256');
  const sealed = (text: string) => {
    whole.update(text);
    return text;
  };
  const header: BackupHeader = {
    samsamsam: 'backup',
    format: backupFormat,
    product,
    madeAt: new Date(now).toISOString(),
    from: store.kind,
    collections: Object.fromEntries(sizes),
  };
  yield sealed(`${JSON.stringify(header)}\n`);
  const trailer: BackupTrailer = { end: true, collections: {}, sha256: '' };
  for (const declaration of collections) {
    const counter = new ChecksumCounter();
    progress.begin(`Saving ${declaration.name}`, sizes.get(declaration.name) ?? 0);
    for await (const slice of store.collection(declaration).walk()) {
      for (const document of slice) counter.add(document);
      yield sealed(slice.map((document) => `${JSON.stringify([declaration.name, document])}\n`).join(''));
      progress.advance(slice.length);
    }
    trailer.collections[declaration.name] = counter.value;
  }
  trailer.sha256 = whole.digest('hex');
  done(trailer);
  yield `${JSON.stringify(trailer)}\n`;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function failure(file: string, error: unknown): unknown {
  if (error instanceof StorageError) return error;
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  if (code === 'ABORT_ERR') return new MoveError('Stopped: no backup was written.');
  if (code === 'ENOSPC') return new MoveError(`The disk is full: ${file} was not written.`);
  return new MoveError(`${file} cannot be written (${code}): choose another place.`, { cause: error });
}

/** What is in the file. @throws MoveError or StorageError in one line, with no file left behind. */
export async function writeBackup(options: BackupOptions): Promise<BackupTrailer['collections']> {
  const { file, signal } = options;
  if (await exists(file)) throw new MoveError(`${file} exists already: choose another name.`);
  const draft = `${file}.part`;
  let trailer: BackupTrailer | undefined;
  const lines = linesOf(options, (made) => {
    trailer = made;
  });
  try {
    // It holds callers' numbers and password hashes: for its owner's eyes.
    const output = createWriteStream(draft, { mode: 0o600, flush: true });
    await pipeline(Readable.from(lines), createGzip(), output, signal ? { signal } : {});
    await rename(draft, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(draft, { force: true });
    throw failure(file, error);
  }
  return trailer?.collections ?? {};
}
