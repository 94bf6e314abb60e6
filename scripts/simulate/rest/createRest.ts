// The stand-in's REST side: the resources that the product uses, with Twilio's field names, dates, pages and refusals.
import { Buffer } from 'node:buffer';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { StandIn } from '../createStandIn.js';
import { addCallRoutes } from './callRoutes.js';
import { addConferenceRoutes } from './conferenceRoutes.js';
import { addNumberRoutes } from './numberRoutes.js';
import { refuse } from './operation.js';
import { addParticipantRoutes } from './participantRoutes.js';
import { addQueueRoutes } from './queueRoutes.js';
import { addRecordingRoutes } from './recordingRoutes.js';
import { notFound, Refusal } from './refusal.js';
import type { RestParts } from './restParts.js';
import { addStreamRoutes } from './streamRoutes.js';

export interface RestOptions {
  standIn: StandIn;
  authToken: string;
  /** A leg that began or ended less than so long ago is not yet, or still as it was, in lists. */
  listLagMs?: number;
}

/** Twilio takes no larger request. */
const largestBody = '64kb';

export function createRest({ standIn, authToken, listLagMs = 0 }: RestOptions): Express {
  const { accountSid } = standIn;
  const app = express();
  app.disable('x-powered-by');
  app.use('/2010-04-01', (request, response, next) => {
    const given = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /i, ''), 'base64').toString();
    if (given === `${accountSid}:${authToken}`) return next();
    refuse(response, new Refusal(401, 20_003, 'Authenticate'));
  });
  app.use(express.text({ type: 'application/x-www-form-urlencoded', limit: largestBody }));
  const parts: RestParts = { app, standIn, root: `/2010-04-01/Accounts/${accountSid}`, listLagMs };
  addCallRoutes(parts);
  addStreamRoutes(parts);
  addConferenceRoutes(parts);
  addParticipantRoutes(parts);
  addQueueRoutes(parts);
  addNumberRoutes(parts);
  addRecordingRoutes(parts);
  app.use((request, response) => refuse(response, notFound(request.path)));
  const onError: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
    if (error.status !== 413) return next(error);
    refuse(response, new Refusal(413, 20_001, 'Request entity too large'));
  };
  app.use(onError);
  return app;
}
