// A whole server from its settings: opens what it needs, listens, and stops everything again in order.
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApp } from './app.js';
import { auditEntries } from './audit/auditEntry.js';
import { createAuditUpkeep } from './audit/auditUpkeep.js';
import { createAuditTrail } from './audit/trail.js';
import { type Clock, systemClock } from './base/clock.js';
import { createLogger, type Logger } from './base/logger.js';
import { createShutdown, type Shutdown } from './base/shutdown.js';
import { callEventSchema, placeOf } from './calls/callEvent.js';
import { queueStep } from './calls/queue.js';
import { collections } from './collections.js';
import { type Config, ConfigError } from './config.js';
import { directoryRecords } from './directory/directoryRecord.js';
import { type LoadedDirectory, loadDirectory } from './directory/loadDirectory.js';
import { workingWeek } from './directory/presence.js';
import { watchDirectory } from './directory/watchDirectory.js';
import { builtClient } from './http/page.js';
import { refuseBrokenRequest } from './http/refuseByHand.js';
import type { ApiRoute } from './http/route.js';
import { createIdentity } from './identity/identity.js';
import { loadSecrets } from './identity/secrets.js';
import { createSingleSignOn } from './identity/singleSignOn.js';
import { createCallerKeys } from './ledger/callerKey.js';
import { createCallLog } from './ledger/callLog.js';
import { createPipeline, type Pipeline } from './pipeline.js';
import { createDialler } from './routing/dialler.js';
import { isKoreanHoliday } from './routing/holidays.js';
import { createStreamTickets } from './speech/streamTicket.js';
import { openSpool } from './spool/openSpool.js';
import { openStore } from './storage/openStore.js';
import type { Store } from './storage/port.js';
import { createCarryOut } from './transfers/carryOut.js';
import { createConferenceGuide } from './transfers/guideConference.js';
import type { VoiceUrl } from './transfers/switchboard.js';
import { createMediaStreams } from './twilio/mediaStreams.js';
import { createPace } from './twilio/pace.js';
import { createReconciler } from './twilio/reconcile/reconciler.js';
import { createSilentCallCheck } from './twilio/silentCalls.js';
import { createStreamStarter } from './twilio/startStreams.js';
import { createTwilioRest } from './twilio/twilioRest.js';
import { urlOf as urlForTwilio } from './twilio/twiml.js';

/** Longer than a slow request, shorter than a service manager's patience. */
const stepLimitMs = 5_000;
const graceMs = 3_000;
/** The slowest honest sender is a telephone on a bad line posting a small form. */
const requestLimitMs = 30_000;
/** Boards, browsers and Twilio's connections of a large city, several times over. */
const mostConnections = 5_000;

export interface Overrides {
  clock?: Clock;
  logger?: Logger;
  /** Opened with `collections`; whoever gives it closes it. */
  store?: Store;
  clientFolder?: string;
  /** ms within which a whole request must have arrived. */
  requestLimitMs?: number;
}

export interface RunningServer {
  /** Where people open the board. */
  url: string;
  port: number;
  /** Set when this start made the first admin; its password only when none was given. */
  firstAdmin: { email: string; madePassword?: string } | undefined;
  stop(): Promise<void>;
  parts: {
    store: Store;
    pipeline: Pipeline;
    directory: LoadedDirectory;
    routes: readonly ApiRoute[];
  };
}

async function listen(server: Server, { host, port }: Config): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new ConfigError(`PORT ${port} is taken: set it to a free port.`);
    // The last two: a name that nobody knows.
    if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(error.code ?? ''))
      throw new ConfigError(`HOST ${host} is not an address of this machine.`);
    if (error.code === 'EACCES') throw new ConfigError(`PORT ${port} is not allowed: set it to 1024 or above.`);
    throw error;
  });
  return (server.address() as AddressInfo).port;
}

/** Lets running requests finish, then cuts what is left. */
async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const cancel = systemClock.at(systemClock.now() + graceMs, () => server.closeAllConnections());
  try {
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeIdleConnections();
    });
  } finally {
    cancel();
  }
}

function urlOf(host: string, port: number): string {
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** @throws ConfigError, SecretsError or StorageError, whose message is for the person who starts the product. */
export async function startServer(config: Config, overrides: Overrides = {}): Promise<RunningServer> {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const shutdown = createShutdown({ clock: systemClock, logger, stepLimitMs });
  try {
    return await open(config, overrides, logger, shutdown);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function open(config: Config, overrides: Overrides, logger: Logger, shutdown: Shutdown): Promise<RunningServer> {
  const { clock = systemClock, clientFolder = builtClient } = overrides;
  const { mongodbUri, dataDir, rule, timeZone, serviceLevelSeconds } = config;
  const secrets = await loadSecrets(config);
  const store = overrides.store ?? (await openStore({ mongodbUri, dataDir, collections, clock, logger }));
  if (!overrides.store) shutdown.add('store', () => store.close());
  const spool = await openSpool({ folder: join(dataDir, 'spool'), schema: callEventSchema, clock, logger });
  shutdown.add('spool', () => spool.close());
  const records = store.collection(directoryRecords);
  const city = {
    timeZone,
    week: workingWeek(config.openingHours),
    isHoliday: config.routing.publicHolidays === 'KR' ? isKoreanHoliday : () => false,
  };
  const directory = await loadDirectory(records, city);
  const directoryWatch = watchDirectory({ records, directory, clock, logger });
  shutdown.add('directory', async () => directoryWatch.stop());
  await directoryWatch.start();
  const pipeline = createPipeline({
    ...{ store, spool, clock, rule, timeZone, serviceLevelSeconds, logger },
    callerKeyOf: createCallerKeys(secrets.hashKey),
  });
  shutdown.add('pipeline', () => pipeline.stop());
  // Its folder is locked by this process.
  const isAlone = store.kind === 'lmdb';
  const audit = createAuditTrail({ entries: store.collection(auditEntries), key: secrets.auditKey, clock, isAlone });
  const auditUpkeep = createAuditUpkeep({
    store,
    entries: store.collection(auditEntries),
    audit,
    collections,
    key: secrets.auditKey,
    isAlone,
    keepMonths: config.auditKeepMonths,
    timeZone,
    clock,
    logger,
  });
  // Before anybody can change anything: what a crash left recorded and undone is told apart from what will be done now.
  shutdown.add('access record', auditUpkeep.stop);
  await auditUpkeep.start();
  const secret = secrets.sessionSecret;
  const identity = createIdentity({ store, audit, clock, secret, limits: config.session });
  const firstAdmin = await identity.ensureAdmin(config.admin.email, config.admin.password);
  const sso = config.sso && createSingleSignOn({ settings: config.sso, secret, clock, logger });
  const rest = createTwilioRest({ ...config.twilio, authToken: config.twilio.authTokens[0] ?? '' });
  const tickets = createStreamTickets({ secret, clock });
  const streams = createMediaStreams({
    ...config.twilio,
    publicBaseUrl: config.publicBaseUrl,
    tickets,
    clock,
    onSpeech: (event) =>
      void pipeline.ingest(event).catch((error: unknown) => {
        logger.error({ err: error, callSid: event.callSid }, 'what was heard of a call could not be stored');
      }),
  });
  const startStream = createStreamStarter({ rest, tickets, publicBaseUrl: config.publicBaseUrl, clock, logger });
  const voiceUrl: VoiceUrl = (...place) => urlForTwilio(config.publicBaseUrl, ...place);
  const guide = createConferenceGuide({ switchboard: rest, liveCall: pipeline.liveCall, voiceUrl, clock, logger });
  const carryOut = createCarryOut({ switchboard: rest, ingest: pipeline.ingest, voiceUrl, guide, clock, logger });
  const dialler = createDialler({
    ring: (agent, { rootSid, number }, ringSeconds) =>
      rest.createCall({
        from: number,
        to: agent.address,
        url: voiceUrl('/voice/queue', rootSid, queueStep),
        statusCallback: voiceUrl('/voice/status', rootSid, queueStep),
        timeout: ringSeconds,
      }),
    hangUp: (sid) => rest.updateCall(sid, { status: 'completed' }),
    ingest: pipeline.ingest,
    clock,
    logger,
  });
  shutdown.add('dialler', async () => dialler.stop());
  const pace = createPace(clock);
  const reconciler = createReconciler({
    ...{ rest, pace, store, directory, clock, logger },
    log: createCallLog(store),
    ingest: pipeline.ingest,
    publicBaseUrl: config.publicBaseUrl,
    everyMs: config.reconcileMinutes * 60_000,
    newId: randomUUID,
  });
  const app = createApp({
    config,
    store,
    pipeline,
    spool,
    directory,
    identity,
    sso,
    audit,
    auditKey: secrets.auditKey,
    streams,
    reconciler,
    onStatus(event) {
      if (config.measuresClosing) startStream(event);
      guide(placeOf(event));
      dialler.onStatus(event);
    },
    city,
    dialler,
    onConference: guide,
    carryOut,
    clock,
    logger,
    clientFolder,
  });
  const requestTimeout = overrides.requestLimitMs ?? requestLimitMs;
  const server = createServer(
    { requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval: requestTimeout / 6 },
    app.handle,
  );
  server.on('clientError', refuseBrokenRequest);
  server.maxConnections = mostConnections;
  server.on('upgrade', (request, socket, head) => void app.gateway.handleUpgrade(request, socket, head));
  // What was heard of calls under way is kept while the store still stands.
  shutdown.add('media streams', async () => streams.close());
  // Together: a server that no longer listens still waits for its boards to go.
  shutdown.add('connections', async () => void (await Promise.all([closeServer(server), app.gateway.close()])));
  await pipeline.start();
  const silentCalls = createSilentCallCheck({
    ...{ rest, pace, clock, logger },
    liveCalls: pipeline.liveCalls,
    ingest: pipeline.ingest,
    onDoubt: pipeline.doubt,
  });
  shutdown.add('reconciliation', () => reconciler.stop());
  shutdown.add('silent calls', async () => silentCalls.stop());
  // First to go: whoever waits for an answer of Twilio's is let go.
  shutdown.add('questions to Twilio', async () => pace.stop());
  silentCalls.start();
  reconciler.start();
  const port = await listen(server, config);
  logger.info({ port, store: store.kind }, 'listening');
  return {
    url: urlOf(config.host, port),
    port,
    firstAdmin,
    stop: () => shutdown.run(),
    parts: { store, pipeline, directory, routes: app.routes },
  };
}
