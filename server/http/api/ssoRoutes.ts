// The city's own sign-in: GET /api/session/options, /api/session/sso and /api/session/sso/return. Whatever goes wrong there
// leads back to the sign-in page, which says it in one line.
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { SignInOptions, SsoProblem } from '../../contract/session.js';
import type { Identity } from '../../identity/identity.js';
import { readCookie } from '../../identity/sessionCookie.js';
import { type SingleSignOn, ticketLifeMs } from '../../identity/singleSignOn.js';
import { AppError } from '../errors.js';
import { noteRefusal } from '../requestLog.js';
import { type ApiRoute, Elsewhere, loadNothing, nothing, openRoute } from '../route.js';
import { admit } from './admit.js';
import { originOf, visitOf } from './visitOf.js';

const begin = '/session/sso';
const back = `${begin}/return`;
/** Holds what the browser must bring back, sealed. */
const ticketCookie = 'samsamsam-sso';
const sealed = /^[\w-]{40,2000}$/;

const attributes = (secure: boolean) => ({ httpOnly: true, sameSite: 'lax', path: `/api${begin}`, secure }) as const;
const backToSignIn = (problem: SsoProblem) => new Elsewhere(`/?sso=${problem}`);

function requireSso(sso: SingleSignOn | undefined): SingleSignOn {
  if (!sso) throw new AppError('NOT_FOUND');
  return sso;
}

/** Counts as a wrong try, and is named in the log, although the browser is only sent elsewhere. */
function refused(response: Response, problem: SsoProblem): Elsewhere {
  noteRefusal(response, 'SIGN_IN_FAILED');
  return backToSignIn(problem);
}

/** @param limit of wrong tries, shared with the other ways in. */
export function ssoRoutes(identity: Identity, sso: SingleSignOn | undefined, limit: RequestHandler): ApiRoute[] {
  const open = { method: 'get', access: 'open', params: nothing, body: nothing, load: loadNothing } as const;
  const options = openRoute({
    ...open,
    path: '/session/options',
    query: nothing,
    audit: { none: 'what the sign-in page offers' },
    handle: async (): Promise<SignInOptions> => ({ sso: sso ? { name: sso.name } : null }),
  });
  const start = openRoute({
    ...open,
    path: begin,
    query: nothing,
    audit: { none: 'nobody is there yet' },
    async handle({ exchange: { request, response } }) {
      const begun = await requireSso(sso).begin(`${originOf(request)}/api${back}`);
      if (!begun) return backToSignIn('unavailable');
      response.cookie(ticketCookie, begun.ticket, { ...attributes(request.secure), maxAge: ticketLifeMs });
      return new Elsewhere(begun.location);
    },
  });
  const finish = openRoute({
    ...open,
    path: back,
    limit,
    // The provider's own words, which its client library judges.
    query: z.record(z.string().max(100), z.string().max(4_000)),
    audit: 'by-handler',
    async handle({ query, exchange }) {
      const { request, response } = exchange;
      const ticket = readCookie(request.headers.cookie, ticketCookie, sealed);
      response.clearCookie(ticketCookie, attributes(request.secure));
      const outcome = await requireSso(sso).finish(ticket, `?${new URLSearchParams(query)}`);
      const visit = visitOf(request);
      if (!outcome.ok) {
        if (outcome.cause !== undefined) await identity.signIn.noteSsoFailure(outcome.cause, visit);
        return outcome.problem === 'unavailable' ? backToSignIn('unavailable') : refused(response, outcome.problem);
      }
      const signedIn = await identity.signIn.bySso(outcome.email, visit);
      if (!signedIn.ok) return refused(response, 'no-account');
      await admit(identity, exchange, signedIn.value.token, signedIn.value.session);
      return new Elsewhere('/');
    },
  });
  return [options, start, finish];
}
