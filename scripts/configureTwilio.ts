// `npm run configure-twilio -- [--dry-run] [--yes] [--all] [--fallback=URL]`: the webhook addresses of the account's numbers.
// Without --yes the difference is only shown. Exit code 0: all is right; 1: a mistake; 2: something differs.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { collections } from '../server/collections.js';
import { ConfigError, readAccountSettings } from '../server/config.js';
import { readDirectory } from '../server/directory/changeDirectory.js';
import { directoryRecords } from '../server/directory/directoryRecord.js';
import { normaliseAddress } from '../server/directory/normaliseAddress.js';
import { MoveError } from '../server/storage/moving/moveError.js';
import { openExisting } from '../server/storage/moving/openExisting.js';
import { StorageError } from '../server/storage/port.js';
import { createTwilioRest } from '../server/twilio/twilioRest.js';
import { configureNumbers } from './twilio/configureNumbers.js';

const usage = 'Usage: npm run configure-twilio -- [--dry-run] [--yes] [--all] [--fallback=URL]';
const expected = [ConfigError, MoveError, StorageError];

interface Command {
  writes: boolean;
  all: boolean;
  fallbackUrl: string | undefined;
}

function readCommand(args: readonly string[]): Command | undefined {
  const options = {
    'dry-run': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    fallback: { type: 'string' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    const { yes, all, fallback } = values;
    const isUrl = fallback === undefined || /^https:\/\/[^\s]+$/.test(fallback);
    if (!isUrl || (yes && values['dry-run'])) return undefined;
    return { writes: yes, all, fallbackUrl: fallback };
  } catch (error) {
    // parseArgs says so about arguments that it does not know.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function readNumbers(settings: { mongodbUri: string | undefined; dataDir: string }): Promise<string[]> {
  const store = await openExisting({ ...settings, collections, upkeep: false });
  try {
    const { lines } = await readDirectory(store.collection(directoryRecords));
    return lines.map(({ number }) => normaliseAddress(number) ?? number);
  } finally {
    await store.close();
  }
}

async function run(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  if (!command) {
    console.error(usage);
    return 1;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { publicBaseUrl, twilio, ...data } = readAccountSettings(process.env);
  const numbers = await readNumbers(data);
  const known = new Set(numbers);
  return configureNumbers({
    ...command,
    publicBaseUrl,
    rest: createTwilioRest({ ...twilio, authToken: twilio.authTokens[0] ?? '' }),
    isKnown: (number) => known.has(normaliseAddress(number) ?? number),
    directoryNumbers: numbers,
    tell: (line) => console.log(line),
  });
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const isTold = expected.some((kind) => error instanceof kind);
  const message = error instanceof Error ? error.message : String(error);
  // The rest is mostly Twilio's own refusal, such as a wrong token.
  console.error(isTold ? message : `Twilio could not be asked: ${message}`);
  process.exitCode = 1;
}
