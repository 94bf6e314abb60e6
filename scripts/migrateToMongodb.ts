// `npm run migrate-to-mongodb -- [--dry-run]`: everything in the data folder, copied into MONGODB_URI and verified there.
import { collections } from '../server/collections.js';
import { ConfigError, readDataSettings } from '../server/config.js';
import { declareCollections } from '../server/storage/declarations.js';
import { lastingFrom } from '../server/storage/moving/lasting.js';
import { type MigrateOptions, migrateStore, planMigration } from '../server/storage/moving/migrateStore.js';
import { MoveError } from '../server/storage/moving/moveError.js';
import { openExisting } from '../server/storage/moving/openExisting.js';
import { isEmpty } from '../server/storage/moving/sizes.js';
import { openStore } from '../server/storage/openStore.js';
import { type ProgramParts, runProgram } from './moving/runProgram.js';

const say = (count: number) => `${count.toLocaleString('en')} document${count === 1 ? '' : 's'}`;

async function copy(options: MigrateOptions, { dryRun, bar }: ProgramParts): Promise<number> {
  if (await isEmpty(options.source, collections)) {
    throw new MoveError('The data folder holds nothing, so there is nothing to copy: check DATA_DIR.');
  }
  if (dryRun) {
    const { missing, same } = await planMigration(options);
    bar.end();
    console.log(`Would copy ${say(missing)}; ${say(same)} are there already. Nothing was written.`);
    return 0;
  }
  const { missing, same, verified } = await migrateStore(options);
  bar.end();
  for (const [name, { count, sha256 }] of verified) {
    console.log(`${name}: ${say(count)}, checksum ${sha256.slice(0, 16)} on both sides`);
  }
  console.log(
    `${say(missing)} copied, ${say(same)} already there. Start with MONGODB_URI set; the folder is as it was.`,
  );
  return 0;
}

async function migrate(parts: ProgramParts): Promise<number> {
  const { mongodbUri, dataDir } = readDataSettings(process.env);
  if (mongodbUri === undefined) throw new ConfigError('MONGODB_URI is missing: set it to the database to copy into.');
  const { dryRun, bar, now } = parts;
  const source = await openExisting({ dataDir, collections, upkeep: false });
  try {
    const target = await openStore({ mongodbUri, dataDir, collections, upkeep: !dryRun, admitsHalfMoved: true });
    try {
      const declared = declareCollections(collections);
      const options = { source, target, collections, declared, isLasting: lastingFrom(now), now, progress: bar };
      return await copy(options, parts);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

await runProgram({ usage: 'npm run migrate-to-mongodb -- [--dry-run]', file: 'none', run: migrate });
