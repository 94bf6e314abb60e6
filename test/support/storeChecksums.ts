// One checksum per collection: two equal ones mean that nothing was stored, changed or removed in between.
import { collections } from '../../server/collections.js';
import { ChecksumCounter } from '../../server/storage/moving/checksum.js';
import type { CollectionDeclaration, Store, StoredDocument } from '../../server/storage/port.js';

/** @param except names of collections. */
export async function storeChecksums(store: Store, except: readonly string[] = []): Promise<Record<string, string>> {
  const all: readonly CollectionDeclaration<StoredDocument>[] = collections;
  const checksums: Record<string, string> = {};
  for (const declaration of all.filter(({ name }) => !except.includes(name))) {
    const counter = new ChecksumCounter();
    for await (const slice of store.collection(declaration).walk()) for (const document of slice) counter.add(document);
    checksums[declaration.name] = `${counter.value.count}:${counter.value.sha256}`;
  }
  return checksums;
}
