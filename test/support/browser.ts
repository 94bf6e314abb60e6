// A real headless Chromium for tests: the system's where there is one, else the one that npm brought.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const libraryPaths = ['/usr/lib/x86_64-linux-gnu/libnss3.so', '/usr/lib64/libnss3.so', '/usr/lib/libnss3.so'];
const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, '..', '..', 'node_modules', '.cache', 'chromium-147');

const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The package brings its own libraries for machines that lack them; elsewhere the system's are used. */
const lacksLibraries = !libraryPaths.some((path) => existsSync(path));

async function unpack(): Promise<string> {
  const executable = join(cache, 'chromium');
  if (existsSync(executable)) return executable;
  // Workers may unpack at the same time: each into a folder of its own, and the first one to finish wins.
  mkdirSync(dirname(cache), { recursive: true });
  const own = mkdtempSync(`${cache}-`);
  const environment = {
    ...process.env,
    TMPDIR: own,
    ...(lacksLibraries ? { AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' } : {}),
  };
  await promisify(execFile)(process.execPath, [join(here, 'unpackChromium.mjs')], { env: environment });
  // The package's own font configuration holds a fixed folder; without this one pages stay blank where no fonts are installed.
  writeFileSync(
    join(own, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${join(cache, 'fonts')}</dir></fontconfig>`,
  );
  try {
    renameSync(own, cache);
  } catch (error) {
    if (!existsSync(executable)) throw error;
    rmSync(own, { recursive: true });
  }
  return executable;
}

export async function openBrowser(): Promise<Browser> {
  const system = systemPaths.find((path) => existsSync(path));
  if (system) return chromium.launch({ executablePath: system, args: quietArguments });
  const executablePath = await unpack();
  return chromium.launch({
    executablePath,
    args: [...quietArguments, '--headless=shell', '--no-zygote'],
    env: {
      ...process.env,
      FONTCONFIG_FILE: join(cache, 'fonts.conf'),
      ...(lacksLibraries ? { LD_LIBRARY_PATH: join(cache, 'al2023', 'lib') } : {}),
    },
  });
}
