// Reads a backup once for its own sake, so that nothing is written for a file that turns out to be unfit in the middle.
import type { DeclaredCollection } from '../declarations.js';
import { prepareDocument } from '../prepareDocument.js';
import type { BackupHeader } from './backupFormat.js';
import { type Checksum, ChecksumCounter } from './checksum.js';
import type { IsLasting } from './lasting.js';
import { MoveError } from './moveError.js';
import type { Progress } from './progress.js';
import { readBackup } from './readBackup.js';

export interface CheckedBackup {
  header: BackupHeader;
  /** What each collection holds. */
  counts: ReadonlyMap<string, number>;
  /** The same of documents that will still be there when they have been restored. */
  lasting: ReadonlyMap<string, Checksum>;
}

export interface CheckOptions {
  file: string;
  declared: ReadonlyMap<string, DeclaredCollection>;
  isLasting: IsLasting;
  progress: Progress;
}

/** @throws MoveError in one line. */
export async function checkBackup({ file, declared, isLasting, progress }: CheckOptions): Promise<CheckedBackup> {
  const counters = new Map([...declared.keys()].map((name) => [name, new ChecksumCounter()]));
  const headers: BackupHeader[] = [];
  const trailer = await readBackup(file, {
    onHeader(header) {
      headers.push(header);
      const unknown = Object.keys(header.collections).find((name) => !declared.has(name));
      if (unknown !== undefined) {
        const where = `restore it with version ${header.product} of the product`;
        throw new MoveError(`${file} holds ${unknown}, which this version does not know: ${where}.`);
      }
      progress.begin('Checking the file', sum(Object.values(header.collections)));
    },
    onDocument(name, document) {
      const collection = declared.get(name);
      if (!collection) throw new MoveError(`${file} holds ${name}, which this version does not know.`);
      const prepared = prepareDocument(collection, document, document.revision);
      if ('refusal' in prepared) throw new MoveError(`${file} does not fit this version: ${prepared.refusal.message}`);
      if (isLasting(collection, document)) counters.get(name)?.add(document);
      progress.advance(1);
    },
  });
  const [header] = headers;
  if (!header) throw new MoveError(`${file} is not a backup of this product.`);
  return {
    header,
    counts: new Map(Object.entries(trailer.collections).map(([name, { count }]) => [name, count])),
    lasting: new Map([...counters].map(([name, counter]) => [name, counter.value])),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
