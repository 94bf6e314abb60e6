// How much a store holds, and whether it holds anything at all.
import type { CollectionDeclaration, Store, StoredDocument } from '../port.js';

/** About how many documents each collection holds. */
export async function sizesOf(
  store: Store,
  collections: readonly CollectionDeclaration<StoredDocument>[],
): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const declaration of collections) sizes.set(declaration.name, await store.collection(declaration).size());
  return sizes;
}

/** Exactly: a document that has expired does not count. */
export async function isEmpty(
  store: Store,
  collections: readonly CollectionDeclaration<StoredDocument>[],
): Promise<boolean> {
  for (const declaration of collections) {
    for await (const slice of store.collection(declaration).walk()) if (slice.length > 0) return false;
  }
  return true;
}
