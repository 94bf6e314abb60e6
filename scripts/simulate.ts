// `npm run simulate`: the Twilio stand-in as a program, with a REST side and, if asked, a city's traffic.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError, readConfig } from '../server/config.js';
import { answeringDesk, silentDesk } from './simulate/callPlan.js';
import { createStandIn } from './simulate/createStandIn.js';
import { readCityLines } from './simulate/readCityLines.js';
import { readSimulateOptions, simulateHelp, UsageError } from './simulate/readSimulateOptions.js';
import { createRest } from './simulate/rest/createRest.js';
import { createScaledClock } from './simulate/simulationClock.js';
import { progressLine } from './simulate/totals.js';

/** Long enough to read, short enough to see that it lives. */
const progressEveryMs = 5_000;

try {
  const options = readSimulateOptions(process.argv.slice(2));
  if (options === 'help') console.log(simulateHelp);
  else await simulate(options);
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function simulate(options: Exclude<ReturnType<typeof readSimulateOptions>, 'help'>): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  // REST alone needs no public address; signatures do, and then the product's own setting is the right one.
  const config = readConfig({ PUBLIC_BASE_URL: options.target ?? 'http://localhost:3000', ...setValues(process.env) });
  const authToken = config.twilio.authTokens[0] ?? '';
  const standIn = createStandIn({
    target: options.target ?? config.publicBaseUrl,
    publicBaseUrl: config.publicBaseUrl,
    accountSid: config.twilio.accountSid,
    authToken,
    seed: options.seed,
    // How people behave who are rung through REST, and whom no plan knows.
    otherwise: ({ dial }) => (dial === -1 ? answeringDesk(4_000) : silentDesk),
    clock: createScaledClock(options.speed, options.startAt),
    disturbance: options.disturbance,
  });
  const rest = createServer(createRest({ standIn, authToken }));
  rest.listen(options.port, '127.0.0.1');
  await once(rest, 'listening');
  console.log(`Twilio stand-in: REST on http://127.0.0.1:${(rest.address() as AddressInfo).port}/2010-04-01/`);

  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const progress = setInterval(() => console.log(progressLine(standIn.totals)), progressEveryMs);
  try {
    if (options.city) {
      const { calls, rate, burst, modes } = options;
      const traffic = { lines: await readCityLines(options.directory), timeZone: config.timeZone, modes, burst };
      await standIn.run(
        { ...traffic, ...(calls === undefined ? {} : { calls }), ...(rate === undefined ? {} : { rate }) },
        stopping.signal,
      );
    } else if (!stopping.signal.aborted) {
      await once(stopping.signal, 'abort');
    }
  } finally {
    clearInterval(progress);
    standIn.stop();
    rest.close();
    rest.closeAllConnections();
  }
  console.log(progressLine(standIn.totals));
}

/** An empty variable counts as not set. */
function setValues(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined || value.trim() === '' ? [] : [[name, value]])),
  );
}
