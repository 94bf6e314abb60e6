// Fills an empty store from a backup, at the revisions it had. Nothing is ever merged; what an interruption left is replaced.
import type { DeclaredCollection } from '../declarations.js';
import { findMove, whileMoving } from '../moves.js';
import type { CollectionDeclaration, Store, StoredDocument } from '../port.js';
import type { CheckedBackup } from './checkBackup.js';
import { checksumStore, differences } from './checksumStore.js';
import { clearStore } from './clearStore.js';
import { createLoader } from './createLoader.js';
import type { IsLasting } from './lasting.js';
import { listCounts, MoveError } from './moveError.js';
import type { Progress } from './progress.js';
import { readBackup } from './readBackup.js';
import { isEmpty, sizesOf } from './sizes.js';

export interface RestoreOptions {
  /** Opened with `admitsHalfMoved`. */
  store: Store;
  collections: readonly CollectionDeclaration<StoredDocument>[];
  declared: ReadonlyMap<string, DeclaredCollection>;
  file: string;
  /** From `checkBackup` on the same file, with the same `isLasting`. */
  checked: CheckedBackup;
  isLasting: IsLasting;
  replaceAll: boolean;
  /** ms. */
  now: number;
  progress: Progress;
}

/** What stands in the store's way, and what a restore will do about it. */
export type RestorePlan = 'fill' | 'start-again' | 'replace-all';

/** @throws MoveError when the store holds something that nobody said to replace. */
export async function planRestore(
  store: Store,
  collections: readonly CollectionDeclaration<StoredDocument>[],
  replaceAll: boolean,
): Promise<RestorePlan> {
  const move = await findMove(store);
  if (move?.kind === 'restore') return 'start-again';
  if (await isEmpty(store, collections)) return 'fill';
  if (replaceAll) return 'replace-all';
  const holds = listCounts(await sizesOf(store, collections));
  const choice = 'add --replace-all to replace all of it, or name an empty store with DATA_DIR or MONGODB_URI';
  throw new MoveError(`The store is not empty (${holds}): ${choice}. Nothing was written.`);
}

async function load({ store, collections, file, checked, progress }: RestoreOptions): Promise<void> {
  const declarations = new Map(collections.map((declaration) => [declaration.name, declaration]));
  const loader = createLoader(store, (documents) => progress.advance(documents));
  progress.begin(
    'Restoring',
    [...checked.counts.values()].reduce((total, count) => total + count, 0),
  );
  await readBackup(file, {
    onHeader() {},
    onDocument(name, document, size) {
      const declaration = declarations.get(name);
      if (!declaration) throw new MoveError(`${file} has changed since it was checked: run the restore again.`);
      return loader.add(declaration, document, size);
    },
  });
  await loader.finish();
}

/** @throws MoveError or StorageError in one line; the store then refuses to start until a restore has succeeded. */
export async function restoreBackup(options: RestoreOptions): Promise<void> {
  const { store, collections, declared, checked, isLasting, replaceAll, now, progress } = options;
  const plan = await planRestore(store, collections, replaceAll);
  await whileMoving(store, 'restore', now, async () => {
    if (plan !== 'fill') await clearStore(store, collections, progress);
    await load(options);
    const stored = await checksumStore({ store, collections, declared, isLasting, what: 'Verifying', progress });
    const different = differences(checked.lasting, stored);
    if (different.length > 0) {
      const list = different.join(', ');
      throw new MoveError(`What was stored is not what the backup holds (${list}): run the restore again.`);
    }
  });
}
