// `npm run restore -- file [--replace-all] [--dry-run]`: an empty store filled from a backup, or one replaced whole.
import { collections } from '../server/collections.js';
import { readDataSettings } from '../server/config.js';
import { declareCollections } from '../server/storage/declarations.js';
import { type CheckedBackup, checkBackup } from '../server/storage/moving/checkBackup.js';
import { lastingFrom } from '../server/storage/moving/lasting.js';
import { listCounts, MoveError } from '../server/storage/moving/moveError.js';
import { hasEmbeddedStore, storeFolderOf } from '../server/storage/moving/openExisting.js';
import { planRestore, type RestorePlan, restoreBackup } from '../server/storage/moving/restoreBackup.js';
import { openStore } from '../server/storage/openStore.js';
import { StorageError, type Store } from '../server/storage/port.js';
import { type ProgramParts, runProgram } from './moving/runProgram.js';

type Settings = ReturnType<typeof readDataSettings>;

const planWords: Readonly<Record<RestorePlan, string>> = {
  fill: 'The store is empty.',
  'start-again': 'An earlier restore did not finish: starting again from the beginning.',
  'replace-all': 'Everything in the store is replaced.',
};

async function openTarget(settings: Settings, upkeep: boolean): Promise<Store> {
  try {
    return await openStore({ ...settings, collections, upkeep, admitsHalfMoved: true });
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'damaged') throw error;
    const folder = storeFolderOf(settings.dataDir);
    throw new MoveError(`${error.message} To restore, move ${folder} away first, then run this again.`, {
      cause: error,
    });
  }
}

async function plan(settings: Settings, replaceAll: boolean): Promise<RestorePlan> {
  // Looking must not make a store.
  if (!settings.mongodbUri && !(await hasEmbeddedStore(settings.dataDir))) return 'fill';
  const store = await openTarget(settings, false);
  try {
    return await planRestore(store, collections, replaceAll);
  } finally {
    await store.close();
  }
}

function describe({ header, counts }: CheckedBackup): string {
  return `${listCounts(counts)}, saved by version ${header.product} on ${header.madeAt}`;
}

async function restore({ file = '', dryRun, replaceAll, bar, now }: ProgramParts): Promise<number> {
  const settings = readDataSettings(process.env);
  const declared = declareCollections(collections);
  const isLasting = lastingFrom(now);
  const checked = await checkBackup({ file, declared, isLasting, progress: bar });
  bar.end();
  console.log(`${file} is whole: ${describe(checked)}.`);
  if (dryRun) {
    console.log(`${planWords[await plan(settings, replaceAll)]} Nothing was written.`);
    return 0;
  }
  const store = await openTarget(settings, true);
  try {
    console.log(planWords[await planRestore(store, collections, replaceAll)]);
    const parts = { store, collections, declared, file, checked, isLasting, replaceAll, now, progress: bar };
    await restoreBackup(parts);
    bar.end();
    console.log(`Restored and verified: ${listCounts(checked.counts)}.`);
    return 0;
  } finally {
    await store.close();
  }
}

await runProgram({
  usage: 'npm run restore -- file [--replace-all] [--dry-run]',
  file: 'required',
  canReplaceAll: true,
  run: restore,
});
