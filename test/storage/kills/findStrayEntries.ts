// Below the port: compares every stored index entry with the documents themselves, in the files of either database.
import { join } from 'node:path';
import { open } from 'lmdb';
import { createConnection } from 'mongoose';
import { collections } from '../../../server/collections.js';
import { callLegs } from '../../../server/ledger/callLeg.js';
import { calls } from '../../../server/ledger/callRecord.js';
import { type DeclaredCollection, declareCollections } from '../../../server/storage/declarations.js';
import { decodeDocument } from '../../../server/storage/embedded/codec.js';
import { documentKey } from '../../../server/storage/embedded/keys.js';
import { keyIn, openTable, type Table } from '../../../server/storage/embedded/tables.js';

function strayIn(collection: DeclaredCollection, documents: Table, entries: Table): string[] {
  const stray: string[] = [];
  const expected = new Map<string, string>();
  for (const { key, value } of documents.getRange()) {
    const document = decodeDocument(collection, undefined, value);
    if (!documentKey(document.id).equals(key)) stray.push(`${collection.name}: ${document.id} in another one's place`);
    for (const index of collection.indexes.values()) expected.set(keyIn(index, document).toString('hex'), document.id);
  }
  for (const { key, value } of entries.getRange()) {
    const entry = key.toString('hex');
    if (expected.get(entry) !== Buffer.from(value).toString()) stray.push(`${collection.name}: an entry of nobody`);
    expected.delete(entry);
  }
  return [...stray, ...[...expected.values()].map((id) => `${collection.name}: ${id} lacks an entry`)];
}

/** The store must be closed. */
export async function findStrayInFolder(dataDir: string): Promise<string[]> {
  const declared = [...declareCollections(collections).values()];
  const root = open<Buffer, Buffer>({
    path: join(dataDir, 'store'),
    readOnly: true,
    maxDbs: 128,
    keyEncoding: 'binary',
    encoding: 'binary',
  });
  try {
    return declared.flatMap((collection) =>
      strayIn(collection, openTable(root, collection.name), openTable(root, `${collection.name}/indexes`)),
    );
  } finally {
    await root.close();
  }
}

/** MongoDB's own full validation reads every document and every index key. */
export async function findStrayInDatabase(uri: string): Promise<string[]> {
  const connection = await createConnection(uri).asPromise();
  try {
    const stray: string[] = [];
    for (const { name } of [calls, callLegs]) {
      const told = await connection.db?.command({ validate: name, full: true });
      if (told?.['valid'] !== true) stray.push(`${name}: ${JSON.stringify(told?.['errors'])}`);
      for (const [index, keys] of Object.entries(told?.['keysPerIndex'] ?? {})) {
        if (keys !== told?.['nrecords'])
          stray.push(`${name}.${index}: ${keys} keys of ${told?.['nrecords']} documents`);
      }
    }
    return stray;
  } finally {
    await connection.close();
  }
}
