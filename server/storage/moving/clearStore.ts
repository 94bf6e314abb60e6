// Empties every collection, for a restore that replaces everything.
import type { CollectionDeclaration, Store, StoredDocument } from '../port.js';
import type { Progress } from './progress.js';
import { sizesOf } from './sizes.js';

export async function clearStore(
  store: Store,
  collections: readonly CollectionDeclaration<StoredDocument>[],
  progress: Progress,
): Promise<void> {
  const sizes = await sizesOf(store, collections);
  for (const declaration of collections) {
    const collection = store.collection(declaration);
    progress.begin(`Removing ${declaration.name}`, sizes.get(declaration.name) ?? 0);
    for await (const slice of collection.walk()) {
      await Promise.all(slice.map(({ id }) => collection.remove(id)));
      progress.advance(slice.length);
    }
  }
}
