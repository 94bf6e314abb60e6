// Copies one store into another at the same revisions. What is already there is compared, never overwritten.

import { canonicalText } from '../../base/canonicalText.js';
import type { DeclaredCollection } from '../declarations.js';
import { findMove, whileMoving } from '../moves.js';
import type { CollectionDeclaration, Store, StoredDocument } from '../port.js';
import type { Checksum } from './checksum.js';
import { checksumStore, differences } from './checksumStore.js';
import { createLoader } from './createLoader.js';
import type { IsLasting } from './lasting.js';
import { MoveError } from './moveError.js';
import type { Progress } from './progress.js';

export interface MigrateOptions {
  source: Store;
  /** Opened with `admitsHalfMoved`. */
  target: Store;
  collections: readonly CollectionDeclaration<StoredDocument>[];
  declared: ReadonlyMap<string, DeclaredCollection>;
  isLasting: IsLasting;
  /** ms. */
  now: number;
  progress: Progress;
}

/** Documents of one collection, compared by id. */
interface Comparison {
  same: number;
  missing: number;
  differing: string[];
  /** In the target alone. */
  added: string[];
}

export interface MigrationPlan {
  /** Already in the target, equal to the digit. */
  same: number;
  missing: number;
}

const namedAtMost = 3;

async function byId(
  store: Store,
  declaration: CollectionDeclaration<StoredDocument>,
  documents: readonly StoredDocument[],
): Promise<Map<string, StoredDocument>> {
  const found = await store.collection(declaration).getMany(documents.map(({ id }) => id));
  return new Map(found.map((document) => [document.id, document]));
}

async function compare(options: MigrateOptions, declaration: CollectionDeclaration<StoredDocument>) {
  const { source, target, declared, isLasting, progress } = options;
  const own = declared.get(declaration.name);
  const compared: Comparison = { same: 0, missing: 0, differing: [], added: [] };
  progress.begin(`Comparing ${declaration.name}`, await source.collection(declaration).size());
  for await (const slice of source.collection(declaration).walk()) {
    const twins = await byId(target, declaration, slice);
    for (const document of slice) {
      const twin = twins.get(document.id);
      if (!twin) compared.missing += 1;
      else if (canonicalText(twin) === canonicalText(document)) compared.same += 1;
      else compared.differing.push(document.id);
    }
    progress.advance(slice.length);
  }
  for await (const slice of target.collection(declaration).walk()) {
    const lasting = slice.filter((document) => own && isLasting(own, document));
    const twins = await byId(source, declaration, lasting);
    compared.added.push(...lasting.filter(({ id }) => !twins.has(id)).map(({ id }) => id));
  }
  return compared;
}

function nameSome(name: string, ids: readonly string[]): string {
  const more = ids.length > namedAtMost ? ` and ${ids.length - namedAtMost} more` : '';
  return `${name} ${ids.slice(0, namedAtMost).join(', ')}${more}`;
}

/** @throws MoveError when the target holds anything that the source does not, or holds it differently. */
export async function planMigration(options: MigrateOptions): Promise<MigrationPlan> {
  const move = await findMove(options.target);
  if (move?.kind === 'restore') {
    throw new MoveError('A restore into this database did not finish: run it again, or name an empty database.');
  }
  const plan: MigrationPlan = { same: 0, missing: 0 };
  const differing: string[] = [];
  const added: string[] = [];
  for (const declaration of options.collections) {
    const compared = await compare(options, declaration);
    plan.same += compared.same;
    plan.missing += compared.missing;
    if (compared.differing.length > 0) differing.push(nameSome(declaration.name, compared.differing));
    if (compared.added.length > 0) added.push(nameSome(declaration.name, compared.added));
  }
  const advice = 'Nothing was copied: name an empty database in MONGODB_URI';
  if (differing.length > 0) {
    throw new MoveError(`MongoDB holds other versions of these documents: ${differing.join('; ')}. ${advice}.`);
  }
  if (added.length > 0) {
    throw new MoveError(`MongoDB holds documents that the data folder does not: ${added.join('; ')}. ${advice}.`);
  }
  return plan;
}

async function copyMissing({ source, target, collections, progress }: MigrateOptions): Promise<void> {
  for (const declaration of collections) {
    const loader = createLoader(target, () => {});
    progress.begin(`Copying ${declaration.name}`, await source.collection(declaration).size());
    for await (const slice of source.collection(declaration).walk()) {
      const there = await byId(target, declaration, slice);
      for (const document of slice) {
        if (!there.has(document.id)) await loader.add(declaration, document, canonicalText(document).length);
      }
      progress.advance(slice.length);
    }
    await loader.finish();
  }
}

/** @returns counts and checksums, equal on both sides. @throws MoveError or StorageError in one line. */
export async function migrateStore(
  options: MigrateOptions,
): Promise<MigrationPlan & { verified: Map<string, Checksum> }> {
  const { source, target, collections, declared, isLasting, now, progress } = options;
  const plan = await planMigration(options);
  const sides = { collections, declared, isLasting, progress };
  let verified = new Map<string, Checksum>();
  await whileMoving(target, 'migration', now, async () => {
    await copyMissing(options);
    verified = await checksumStore({ ...sides, store: target, what: 'Verifying in MongoDB:' });
    const wanted = await checksumStore({ ...sides, store: source, what: 'Verifying in the data folder:' });
    const different = differences(wanted, verified);
    if (different.length > 0) {
      throw new MoveError(`The copy is not the same (${different.join(', ')}): run the migration again.`);
    }
  });
  return { ...plan, verified };
}
