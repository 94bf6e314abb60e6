// Starts one of the programs below from compiled code, building first when the sources are newer than the last build.
// Usage: node scripts/run.mjs <program> [arguments]   or   node scripts/run.mjs --build-only
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const programs = {
  main: 'server/main.ts',
  demo: 'scripts/demo.ts',
  simulate: 'scripts/simulate.ts',
  'configure-twilio': 'scripts/configureTwilio.ts',
  'import-directory': 'scripts/importDirectory.ts',
  backup: 'scripts/backup.ts',
  restore: 'scripts/restore.ts',
  'migrate-to-mongodb': 'scripts/migrateToMongodb.ts',
  rebuild: 'scripts/rebuild.ts',
  'verify-audit': 'scripts/verifyAudit.ts',
};

function newest(folder) {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) time = Math.max(time, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return time;
}

const stamp = join(root, 'dist', 'built');

function isFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const sources = ['server', 'client', 'scripts'].map((folder) => newest(join(root, folder)));
  return Math.max(...sources, statSync(join(root, 'package-lock.json')).mtimeMs) < built;
}

export async function buildIfStale({ force = false } = {}) {
  if (!force && isFresh()) return false;
  // A test runner's NODE_ENV would put the development build of React before people.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await buildAll();
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
  return true;
}

async function buildAll() {
  const { build } = await import('vite');
  const { mkdirSync, writeFileSync } = await import('node:fs');
  const entries = Object.fromEntries(
    Object.entries(programs)
      .filter(([, file]) => existsSync(join(root, file)))
      .map(([name, file]) => [name, join(root, file)]),
  );
  await Promise.all([
    build({ configFile: join(root, 'vite.config.mjs'), logLevel: 'warn' }),
    build({
      configFile: false,
      root,
      logLevel: 'warn',
      build: {
        ssr: true,
        target: 'node20',
        outDir: 'dist/server',
        emptyOutDir: true,
        sourcemap: true,
        rolldownOptions: {
          input: entries,
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
        },
      },
    }),
  ]);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const name = process.argv[2];
  if (name === '--build-only') {
    await buildIfStale({ force: true });
  } else if (!Object.hasOwn(programs, name ?? '')) {
    console.error(`Unknown program "${name ?? ''}". Choose one of: ${Object.keys(programs).join(', ')}.`);
    process.exitCode = 2;
  } else {
    if (await buildIfStale()) console.log('Built.');
    process.argv.splice(1, 2, join(root, 'dist', 'server', `${name}.js`));
    await import(pathToFileURL(process.argv[1]).href);
  }
}
