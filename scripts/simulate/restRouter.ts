// The stand-in's REST side: the few call resources that the product uses, with Twilio's field names, dates and refusals.
import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import express, { type Express, type Response } from 'express';
import type { DeskPlan } from './callPlan.js';
import { simpleCallPlan } from './callPlan.js';
import type { StandIn } from './createStandIn.js';
import { showCall } from './showCall.js';

export interface RestOptions {
  standIn: StandIn;
  authToken: string;
  /** How people behave who are rung through REST; the stand-in knows none of them. */
  callee: () => DeskPlan;
}

export function createRest({ standIn, authToken, callee }: RestOptions): Express {
  const { accountSid } = standIn;
  const app = express();
  app.disable('x-powered-by');
  app.use(express.urlencoded({ extended: false, limit: '64kb' }));
  app.use('/2010-04-01', (request, response, next) => {
    const given = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /i, ''), 'base64').toString();
    if (given === `${accountSid}:${authToken}`) return next();
    return refuse(response, 401, 20_003, 'Authenticate');
  });
  const calls = `/2010-04-01/Accounts/${accountSid}/Calls`;

  app.post(`${calls}.json`, (request, response) => {
    const form = readForm(request.body);
    const to = form.get('To') ?? '';
    const from = form.get('From') ?? '';
    const url = form.get('Url');
    const twiml = form.get('Twiml');
    if (to === '') return refuse(response, 400, 21_201, "No 'To' number is specified");
    if (from === '') return refuse(response, 400, 21_213, "Caller phone number is required: 'From' is missing");
    if (url === null && twiml === null) return refuse(response, 400, 21_205, 'Url parameter is required.');
    const sid = `CA${randomBytes(16).toString('hex')}`;
    const events = form.getAll('StatusCallbackEvent');
    const origin = {
      kind: 'outbound' as const,
      // A URL beats TwiML when both are given.
      instructions: url === null ? { twiml: twiml ?? '' } : { url },
      statusCallback: form.get('StatusCallback'),
      events: events.length === 0 ? ['completed'] : events,
      timeoutSeconds: Math.min(Math.max(Number(form.get('Timeout') ?? 60) || 60, 1), 600),
      callee: callee(),
    };
    standIn.call(simpleCallPlan({ sid, from, to }), { origin }).catch((error: unknown) => {
      // A call cut off by the end of the program is no mistake.
      if (!(error instanceof Error && error.name === 'AbortError')) console.error(error);
    });
    const leg = standIn.leg(sid);
    return leg ? response.status(201).json(showCall(accountSid, leg)) : refuse(response, 500, 20_500, 'Internal error');
  });

  app.get(`${calls}/:sid.json`, (request, response) => {
    const leg = standIn.leg(request.params.sid);
    return leg ? response.json(showCall(accountSid, leg)) : notFound(response, request.path);
  });

  app.post(`${calls}/:sid.json`, (request, response) => {
    const { sid } = request.params;
    const leg = standIn.leg(sid);
    if (!leg) return notFound(response, request.path);
    const form = readForm(request.body);
    const status = form.get('Status');
    const url = form.get('Url');
    const twiml = form.get('Twiml');
    if (leg.endedAt !== null) return refuse(response, 400, 21_220, 'Call is not in-progress. Cannot redirect.');
    if (status !== null && status !== 'completed' && status !== 'canceled') {
      return refuse(response, 400, 21_218, "Status must be 'canceled' or 'completed'.");
    }
    if (status === 'canceled' && leg.answeredAt !== null) {
      return refuse(response, 400, 21_220, 'Call is already in-progress and cannot be canceled.');
    }
    if (status !== null) standIn.command({ sid, ask: 'end' });
    else if (url !== null) standIn.command({ sid, ask: 'redirect', url });
    else if (twiml !== null) standIn.command({ sid, ask: 'redirect', twiml });
    // The resource lags behind, as Twilio's does: the answer shows the leg as it was.
    return response.json(showCall(accountSid, standIn.leg(sid) ?? leg));
  });

  app.use((request, response) => notFound(response, request.path));
  return app;
}

/** Repeated fields keep all their values. */
function readForm(body: unknown): URLSearchParams {
  const form = new URLSearchParams();
  if (typeof body !== 'object' || body === null) return form;
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, String(one));
  }
  return form;
}

function notFound(response: Response, path: string) {
  return refuse(response, 404, 20_404, `The requested resource ${path} was not found`);
}

function refuse(response: Response, status: number, code: number, message: string) {
  return response
    .status(status)
    .json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}
