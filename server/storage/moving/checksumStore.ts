// Counts and checksums of what a store holds, collection by collection.
import type { DeclaredCollection } from '../declarations.js';
import type { CollectionDeclaration, Store, StoredDocument } from '../port.js';
import { type Checksum, ChecksumCounter } from './checksum.js';
import type { IsLasting } from './lasting.js';
import type { Progress } from './progress.js';

export interface ChecksumOptions {
  store: Store;
  collections: readonly CollectionDeclaration<StoredDocument>[];
  declared: ReadonlyMap<string, DeclaredCollection>;
  isLasting: IsLasting;
  /** What the bar says beside the collection's name. */
  what: string;
  progress: Progress;
}

export async function checksumStore(options: ChecksumOptions): Promise<Map<string, Checksum>> {
  const { store, collections, declared, isLasting, what, progress } = options;
  const checksums = new Map<string, Checksum>();
  for (const declaration of collections) {
    const collection = store.collection(declaration);
    const own = declared.get(declaration.name);
    const counter = new ChecksumCounter();
    progress.begin(`${what} ${declaration.name}`, await collection.size());
    for await (const slice of collection.walk()) {
      for (const document of slice) if (own && isLasting(own, document)) counter.add(document);
      progress.advance(slice.length);
    }
    checksums.set(declaration.name, counter.value);
  }
  return checksums;
}

/** Names of collections that differ. */
export function differences(one: ReadonlyMap<string, Checksum>, other: ReadonlyMap<string, Checksum>): string[] {
  return [...one].flatMap(([name, { count, sha256 }]) => {
    const twin = other.get(name);
    return twin?.count === count && twin.sha256 === sha256 ? [] : [name];
  });
}
