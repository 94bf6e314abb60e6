// The product as one web application, assembled from parts that are given; it never listens.
import { randomUUID } from 'node:crypto';
import express, { type Express } from 'express';
import { auditEntries } from './audit/auditEntry.js';
import type { AuditTrail } from './audit/trail.js';
import type { Clock } from './base/clock.js';
import type { Logger } from './base/logger.js';
import type { CallEvent } from './calls/callEvent.js';
import { shopEvents } from './campaigns/shopEvent.js';
import type { Config } from './config.js';
import { directoryRecords } from './directory/directoryRecord.js';
import type { LoadedDirectory } from './directory/loadDirectory.js';
import { accountRoutes } from './http/api/accountRoutes.js';
import { auditReviewRoutes } from './http/api/auditReviewRoutes.js';
import { auditRoutes } from './http/api/auditRoutes.js';
import { boardRoutes } from './http/api/boardRoutes.js';
import { boardSettings } from './http/api/boardSettings.js';
import { callRoutes } from './http/api/callRoutes.js';
import { directoryRoutes } from './http/api/directoryRoutes.js';
import { linksRoutes } from './http/api/linksRoutes.js';
import { type CheckDepartments, peopleRoutes } from './http/api/peopleRoutes.js';
import { reconcileRoutes } from './http/api/reconcileRoutes.js';
import { secondFactorRoutes } from './http/api/secondFactorRoutes.js';
import { sessionRoutes } from './http/api/sessionRoutes.js';
import { sessionsRoutes } from './http/api/sessionsRoutes.js';
import { ssoRoutes } from './http/api/ssoRoutes.js';
import { transferRoutes } from './http/api/transferRoutes.js';
import { tvRouter } from './http/api/tvRouter.js';
import { apiRouter } from './http/apiRouter.js';
import { handleErrors, refuseUnknownPath } from './http/errorHandler.js';
import { AppError } from './http/errors.js';
import { healthRoutes } from './http/health.js';
import { limitSignIn } from './http/limits.js';
import { createMeasures } from './http/measures.js';
import { refuseForeignOrigins } from './http/origin.js';
import { servePage } from './http/page.js';
import { logRequests } from './http/requestLog.js';
import type { ApiRoute } from './http/route.js';
import { securityHeaders } from './http/securityHeaders.js';
import type { Identity } from './identity/identity.js';
import type { SingleSignOn } from './identity/singleSignOn.js';
import { createCallLog } from './ledger/callLog.js';
import { createGateway, type Gateway, socketPath } from './live/gateway.js';
import type { Pipeline } from './pipeline.js';
import type { Spool } from './spool/openSpool.js';
import type { Store } from './storage/port.js';
import type { CarryOut } from './transfers/carryOut.js';
import type { MediaStreams } from './twilio/mediaStreams.js';
import type { Reconciler } from './twilio/reconcile/reconciler.js';
import type { VoiceParts } from './twilio/voiceExchange.js';
import { voiceRouter } from './twilio/voiceRouter.js';

export interface AppParts {
  config: Config;
  store: Store;
  pipeline: Pipeline;
  spool: Pick<Spool<CallEvent>, 'check' | 'figures'>;
  directory: LoadedDirectory;
  identity: Identity;
  sso: SingleSignOn | undefined;
  audit: AuditTrail;
  /** Of the access record's chain; exports are sealed with it. */
  auditKey: string;
  streams: MediaStreams;
  reconciler: Reconciler;
  /** Told of every status callback once it is durable. */
  onStatus: VoiceParts['onStatus'];
  carryOut: CarryOut;
  /** By which calls are routed. */
  city: VoiceParts['city'];
  dialler: VoiceParts['dialler'];
  /** Told of every event of a call's conference once it is durable. */
  onConference: VoiceParts['onConference'];
  clock: Clock;
  logger: Logger;
  /** Folder of the built client. */
  clientFolder: string;
}

export interface App {
  handle: Express;
  /** Socket upgrades are handed here by whoever listens. */
  gateway: Gateway;
  /** What stands under /api. */
  routes: readonly ApiRoute[];
}

function identityRoutes({ identity, sso, directory }: AppParts): ApiRoute[] {
  const limit = limitSignIn();
  const checkDepartments: CheckDepartments = (ids) => {
    if (ids?.some((id) => !directory.department(id))) throw new AppError('DEPARTMENT_NOT_FOUND');
  };
  return [
    ...sessionRoutes(identity, limit),
    ...ssoRoutes(identity, sso, limit),
    ...accountRoutes(identity),
    ...secondFactorRoutes(identity),
    ...peopleRoutes(identity, checkDepartments),
    ...sessionsRoutes(identity),
    ...linksRoutes(identity, checkDepartments),
  ];
}

function recordRoutes({ store, audit, auditKey, config, clock }: AppParts): ApiRoute[] {
  const { timeZone, city } = config;
  const entries = store.collection(auditEntries);
  const record = { entries, audit, key: auditKey, cityName: city.ko, timeZone, clock };
  return [...auditRoutes(record), ...auditReviewRoutes(record)];
}

function apiRoutes(parts: AppParts): ApiRoute[] {
  const { config, store, pipeline, directory, clock } = parts;
  const settings = () => boardSettings(config, directory);
  const log = createCallLog(store);
  return [
    ...identityRoutes(parts),
    ...boardRoutes({ board: pipeline.board, directory, settings }),
    ...directoryRoutes({ directory, records: store.collection(directoryRecords), clock }),
    ...callRoutes(log, clock),
    ...transferRoutes({
      log,
      liveCall: pipeline.liveCall,
      directory,
      carryOut: parts.carryOut,
      newId: randomUUID,
      clock,
    }),
    ...recordRoutes(parts),
    ...reconcileRoutes(parts.reconciler, config.reconcileMinutes),
  ];
}

function keepShopEvents(store: Store): VoiceParts['keepShopEvent'] {
  const collection = store.collection(shopEvents);
  return async (key, { fields, receivedAt }) => {
    const raw = fields.map(([name, value]): [string, string] => [name, value]);
    const outcome = await collection.insert({ id: key, revision: 0, receivedAt, raw });
    // Twilio repeats a webhook until it is answered.
    if (!outcome.ok && outcome.code !== 'duplicate') throw new Error(`A webhook was not stored: ${outcome.code}.`);
  };
}

export function createApp(parts: AppParts): App {
  const { config, store, pipeline, spool, directory, identity, clock, logger } = parts;
  const gateway = createGateway({
    board: pipeline.board,
    clock,
    logger,
    boardOrigins: config.boardOrigins,
    actorOf: identity.actorOf,
    handleOther(request, socket, head) {
      if (!parts.streams.takes(request)) throw new AppError('NOT_FOUND');
      parts.streams.handleUpgrade(request, socket, head);
    },
    isDepartment: (id) => directory.department(id) !== undefined,
  });
  const measures = createMeasures({
    clock,
    storeKind: store.kind,
    boardConnections: gateway.connections,
    spool: () => ({ ...spool.figures(), waiting: pipeline.waiting() }),
    shared: pipeline.shared,
    conflicts: pipeline.conflicts,
    reconciled: parts.reconciler.figures,
  });
  const voice = voiceRouter({
    ...config.twilio,
    publicBaseUrl: config.publicBaseUrl,
    directory,
    clock,
    ingest: measures.measured(pipeline.ingest),
    keepShopEvent: keepShopEvents(store),
    onStatus: parts.onStatus,
    onConference: parts.onConference,
    routing: config.routing,
    city: parts.city,
    dialler: parts.dialler,
    liveCall: pipeline.liveCall,
    onUnknown: measures.countUnknown,
    logger,
  });

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy);
  app.use(logRequests(logger), securityHeaders(), refuseForeignOrigins(config.boardOrigins));
  const spoolHealth = { waiting: pipeline.waiting, check: spool.check };
  app.use(
    healthRoutes({
      store,
      spool: spoolHealth,
      changesAgeMs: pipeline.shared.ageMs,
      clock,
      registry: measures.registry,
      metricsToken: config.metricsToken,
    }),
  );
  app.use('/voice', voice);
  const routes = apiRoutes(parts);
  app.use('/api', apiRouter(routes, parts));
  app.use(tvRouter(parts));
  app.use((request, response, next) => {
    if (!request.path.startsWith(socketPath)) return next();
    return gateway.handleRequest(request, response);
  });
  app.use(servePage(parts.clientFolder));
  app.use(refuseUnknownPath, handleErrors(logger));
  return { handle: app, gateway, routes };
}
