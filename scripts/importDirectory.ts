// `npm run import-directory -- file.csv [--dry-run]`: takes a directory file whole, or not at all with one line per mistake.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { collections } from '../server/collections.js';
import { ConfigError, readConfig } from '../server/config.js';
import { readDirectoryFile } from '../server/directory/readDirectoryFile.js';
import { saveDirectory } from '../server/directory/saveDirectory.js';
import { openStore } from '../server/storage/openStore.js';
import { StorageError } from '../server/storage/port.js';

const usage = 'Usage: npm run import-directory -- file.csv [--dry-run]';

try {
  process.exitCode = await importDirectory(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof StorageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** The exit code: 0 when the file was good, 1 when not, 2 for a wrong command. */
async function importDirectory(args: readonly string[]): Promise<number> {
  const { path, dryRun } = readArguments(args);
  if (path === undefined) {
    console.error(usage);
    return 2;
  }
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    console.error(`${path} cannot be read (${error.code ?? error.message}).`);
    return undefined;
  });
  if (text === undefined) return 1;
  const { rows, content, mistakes } = readDirectoryFile(text);
  if (mistakes.length > 0) {
    for (const mistake of mistakes) console.error(mistake);
    console.error(`Nothing was imported: ${say(mistakes.length, 'mistake')} in ${say(rows, 'row')}.`);
    return 1;
  }
  const { departments, officials, lines } = content;
  const found = [
    say(lines.length, 'number'),
    say(officials.length, 'official'),
    say(departments.length, 'department'),
  ].join(', ');
  if (dryRun) {
    console.log(`${say(rows, 'row')} read without a mistake (${found}). Nothing was written.`);
    return 0;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { mongodbUri, dataDir } = readConfig(process.env);
  const store = await openStore({ mongodbUri, dataDir, collections });
  try {
    const { added, changed, unchanged } = await saveDirectory(store, content);
    console.log(
      `${say(rows, 'row')} imported (${found}): ${added} added, ${changed} changed, ${unchanged} as they were.`,
    );
  } finally {
    await store.close();
  }
  return 0;
}

function say(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function readArguments(args: readonly string[]): { path: string | undefined; dryRun: boolean } {
  const { positionals } = parseArgs({ args: [...args], strict: false, allowPositionals: true });
  const options = args.filter((argument) => argument.startsWith('--'));
  const known = options.every((option) => option === '--dry-run');
  return { path: known && positionals.length === 1 ? positionals[0] : undefined, dryRun: options.length > 0 };
}
