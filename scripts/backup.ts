// `npm run backup -- [file] [--dry-run]`: the whole store in one checksummed file.
import packageJson from '../package.json' with { type: 'json' };
import { collections } from '../server/collections.js';
import { readDataSettings } from '../server/config.js';
import { listCounts, MoveError } from '../server/storage/moving/moveError.js';
import { openExisting } from '../server/storage/moving/openExisting.js';
import { isEmpty, sizesOf } from '../server/storage/moving/sizes.js';
import { writeBackup } from '../server/storage/moving/writeBackup.js';
import { type ProgramParts, runProgram } from './moving/runProgram.js';

function nameFor(now: number): string {
  return `samsamsam-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '')}Z.backup.gz`;
}

async function backup({ file = '', dryRun, bar, now }: ProgramParts): Promise<number> {
  const store = await openExisting({ ...readDataSettings(process.env), collections, upkeep: false });
  const target = file === '' ? nameFor(now) : file;
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  try {
    if (await isEmpty(store, collections)) {
      throw new MoveError('The store is empty, so there is nothing to back up: check DATA_DIR and MONGODB_URI.');
    }
    if (dryRun) {
      console.log(`Would write ${listCounts(await sizesOf(store, collections))} to ${target}. Nothing was written.`);
      return 0;
    }
    const options = { store, collections, file: target, product: packageJson.version, now, progress: bar };
    const saved = await writeBackup({ ...options, signal: stopping.signal });
    bar.end();
    for (const [name, { count, sha256 }] of Object.entries(saved)) {
      console.log(`${name}: ${count.toLocaleString('en')} saved, checksum ${sha256.slice(0, 16)}`);
    }
    console.log(`${target} is complete. Keep the keys with it (secrets.json in the data folder, or your settings).`);
    return 0;
  } finally {
    await store.close();
  }
}

await runProgram({ usage: 'npm run backup -- [file] [--dry-run]', file: 'optional', run: backup });
