// `npm run demo`: the whole product with an invented city's telephones ringing, until stopped.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collections } from '../server/collections.js';
import { ConfigError } from '../server/config.js';
import { saveDirectory } from '../server/directory/saveDirectory.js';
import { users } from '../server/identity/users.js';
import { calls } from '../server/ledger/callRecord.js';
import { startServer } from '../server/startServer.js';
import { openStore } from '../server/storage/openStore.js';
import { StorageError } from '../server/storage/port.js';
import { buildDemoCity } from './demo/demoCity.js';
import { readDemoSettings } from './demo/demoSettings.js';
import { DemoFolderError, prepareDemoFolder } from './demo/prepareDemoFolder.js';
import { answeringDesk, silentDesk } from './simulate/callPlan.js';
import { createStandIn } from './simulate/createStandIn.js';
import { createRest } from './simulate/rest/createRest.js';
import { createScaledClock } from './simulate/simulationClock.js';
import { progressLine } from './simulate/totals.js';

const seed = 'hanbit';
const progressEveryMs = 30_000;
/** About as many as are in progress at a Monday's peak, so that the board is full within seconds. */
const burst = 30;
const mondayMorning = { hour: 10, weekday: 1 };

/** Runs until stopped. @throws what a person can mend, in one line. */
async function demo(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { config, admin, authToken } = readDemoSettings(process.env);
  const city = buildDemoCity();
  await prepareDemoFolder(config.dataDir, seed);
  const store = await openStore({ dataDir: config.dataDir, collections });
  try {
    await saveDirectory(store, city.content);
    // The sign-in printed below must work, also when an earlier start had another: the first admin is made afresh.
    await store.collection(users).removeRange({ index: 'byEmail' });
    // Nobody will ever end the calls that the last demo left in the middle: they would ring on the board for minutes.
    await store.collection(calls).removeRange({ index: 'bySettled', equals: [false] });
  } finally {
    await store.close();
  }

  // The product's questions to Twilio go to the stand-in as well, whatever account was given.
  const rest = createServer().listen(0, '127.0.0.1');
  await once(rest, 'listening');
  const apiBaseUrl = `http://127.0.0.1:${(rest.address() as AddressInfo).port}`;
  const server = await startServer({ ...config, twilio: { ...config.twilio, apiBaseUrl } });
  const standIn = createStandIn({
    target: `http://${reachable(config.host)}:${server.port}`,
    publicBaseUrl: config.publicBaseUrl,
    accountSid: config.twilio.accountSid,
    authToken,
    // Another day's calls at every start; the directory stays the same.
    seed: `${seed}/${Date.now()}`,
    // How people behave who are rung through REST, and whom no plan knows.
    otherwise: ({ dial }) => (dial === -1 ? answeringDesk(4_000) : silentDesk),
    clock: createScaledClock(1),
  });
  rest.on('request', createRest({ standIn, authToken }));
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  console.log(
    [
      '',
      `  한빛시 현황판 (Hanbit's wallboard): ${server.url}`,
      `  로그인 (sign in): ${admin.email} / ${admin.password}`,
      '  멈추기 (stop): Ctrl+C',
      '',
    ].join('\n'),
  );
  const progress = setInterval(() => console.log(progressLine(standIn.totals)), progressEveryMs);
  try {
    const traffic = { lines: city.lines, timeZone: config.timeZone, always: mondayMorning, burst };
    await standIn.run(traffic, stopping.signal);
  } finally {
    clearInterval(progress);
    standIn.stop();
    await server.stop();
    rest.close();
  }
  console.log(progressLine(standIn.totals));
}

/** Where this machine itself reaches a server that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

try {
  await demo();
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof StorageError || error instanceof DemoFolderError;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
}
