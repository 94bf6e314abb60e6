// Brings index entries in line with the declarations when a new version of the product declares other indexes.
import type { RootDatabase } from 'lmdb';
import { StorageError } from '../port.js';
import { decodeDocument } from './codec.js';
import { documentKey } from './keys.js';
import type { Table, Tables } from './tables.js';
import { keyIn } from './tables.js';

const perTransaction = 500;

function addEntries(tables: Tables, bytes: Uint8Array, key: Buffer): void {
  const document = decodeDocument(tables.collection, undefined, bytes);
  const { id } = document;
  if (!documentKey(id).equals(key)) {
    throw new StorageError('damaged', `Document ${id} of ${tables.collection.name} stands in another one's place.`);
  }
  for (const index of tables.collection.indexes.values()) {
    const entry = keyIn(index, document);
    const other = index.unique ? tables.entries.get(entry) : undefined;
    if (other && Buffer.from(other).toString() !== id) {
      throw new StorageError(
        'no-index',
        `Index ${index.name} of ${tables.collection.name} cannot be unique: documents share a value.`,
      );
    }
    tables.entries.putSync(entry, Buffer.from(id));
  }
}

/** Does nothing when the stored entries fit. Interrupted, it starts again the next time. @throws StorageError */
export async function buildIndexes(root: RootDatabase<Buffer, Buffer>, meta: Table, tables: Tables): Promise<void> {
  const key = Buffer.from(`indexes/${tables.collection.name}`);
  const wanted = Buffer.from(tables.collection.signature);
  const stored = meta.get(key);
  if (stored && wanted.equals(stored)) return;
  await meta.remove(key);
  await tables.entries.clearAsync();
  let after: Buffer | undefined;
  for (;;) {
    const slice = [
      ...tables.documents.getRange({ ...(after ? { start: after, exclusiveStart: true } : {}), limit: perTransaction }),
    ].map((entry) => ({ key: Buffer.from(entry.key), value: entry.value }));
    if (slice.length === 0) break;
    await root.childTransaction(() => {
      for (const document of slice) addEntries(tables, document.value, document.key);
    });
    after = slice.at(-1)?.key;
  }
  await meta.put(key, wanted);
}
