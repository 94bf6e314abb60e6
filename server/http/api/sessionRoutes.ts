// Signing in, being signed in, and signing out: POST, GET and DELETE /api/session.
import { type SessionView, signInSchema } from '../../contract/session.js';
import type { Actor } from '../../identity/actor.js';
import type { Identity } from '../../identity/identity.js';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '../../identity/sessionCookie.js';
import { toTime } from '../../present/verdictView.js';
import { AppError } from '../errors.js';
import { limitSignIn } from '../limits.js';
import { type MountRoute, nothing, route } from '../route.js';

const present = ({ email, role, expiresAt }: Actor): SessionView => ({ email, role, expiresAt: toTime(expiresAt) });

export function sessionRoutes(identity: Identity): MountRoute[] {
  const signIn = route({
    method: 'post',
    path: '/session',
    signIn: 'open',
    limit: limitSignIn(),
    params: nothing,
    query: nothing,
    body: signInSchema,
    async handle({ body, exchange: { request, response } }) {
      const outcome = await identity.signIn(body.email, body.password);
      if (!outcome.ok) throw new AppError(outcome.reason === 'busy' ? 'TOO_MANY_REQUESTS' : 'SIGN_IN_FAILED');
      // Whoever signs in again leaves no open session behind.
      const previous = readSessionCookie(request.headers.cookie);
      if (previous !== undefined) await identity.signOut(previous);
      setSessionCookie(response, outcome.token, request.secure);
      return present(outcome.actor);
    },
  });
  const current = route({
    method: 'get',
    path: '/session',
    signIn: 'required',
    params: nothing,
    query: nothing,
    body: nothing,
    handle: async ({ actor }) => present(actor),
  });
  const signOut = route({
    method: 'delete',
    path: '/session',
    signIn: 'open',
    params: nothing,
    query: nothing,
    body: nothing,
    async handle({ exchange: { request, response } }) {
      const token = readSessionCookie(request.headers.cookie);
      if (token !== undefined) await identity.signOut(token);
      clearSessionCookie(response, request.secure);
      return undefined;
    },
  });
  return [signIn, current, signOut];
}
