// The program: reads the settings, starts the server, and stops it when asked.
import { existsSync } from 'node:fs';
import { ConfigError, readConfig } from './config.js';
import { SecretsError } from './identity/secrets.js';
import { startServer } from './startServer.js';
import { StorageError } from './storage/port.js';

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const server = await startServer(config);
  // Once: a second Ctrl-C ends at once what hangs.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
  const { firstAdmin } = server;
  if (firstAdmin?.madePassword) {
    // Printed once and logged nowhere: it cannot be shown again.
    console.log(
      `The first admin is ${firstAdmin.email} with the password ${firstAdmin.madePassword} (shown only now).`,
    );
  }
  console.log(`The board is at ${server.url} (${server.parts.store.kind}).`);
}

/** What the person who starts it can mend, in plain lines. */
function isExpected(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof SecretsError || error instanceof StorageError;
}

main().catch((error: unknown) => {
  console.error(isExpected(error) ? error.message : error);
  process.exitCode = 1;
});
