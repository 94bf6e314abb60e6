// Signing in, being signed in, and signing out: POST, GET and DELETE /api/session.

import { abilities } from '../../contract/roles.js';
import { type SessionView, signInSchema } from '../../contract/session.js';
import type { Actor } from '../../identity/actor.js';
import type { Identity } from '../../identity/identity.js';
import { reachOf } from '../../identity/roles.js';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '../../identity/sessionCookie.js';
import { toTimeOrNull } from '../../present/verdictView.js';
import { AppError } from '../errors.js';
import { limitSignIn } from '../limits.js';
import { type ApiRoute, loadNothing, nothing, openRoute, route } from '../route.js';

function present(actor: Actor): SessionView {
  const { account, role, departmentIds, mustChangePassword, expiresAt } = actor;
  return {
    email: account,
    role,
    departmentIds: departmentIds && [...departmentIds],
    mustChangePassword,
    abilities: abilities.filter((ability) => reachOf(actor, ability) !== undefined),
    expiresAt: toTimeOrNull(expiresAt),
  };
}

export function sessionRoutes(identity: Identity): ApiRoute[] {
  const signIn = openRoute({
    method: 'post',
    path: '/session',
    access: 'open',
    limit: limitSignIn(),
    params: nothing,
    query: nothing,
    body: signInSchema,
    load: loadNothing,
    audit: 'by-handler',
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
    access: 'session.own',
    params: nothing,
    query: nothing,
    body: nothing,
    load: loadNothing,
    subject: ({ actor }) => ({ userId: actor.userId }),
    audit: { none: 'one’s own session' },
    handle: async ({ actor }) => present(actor),
  });
  const signOut = openRoute({
    method: 'delete',
    path: '/session',
    access: 'open',
    params: nothing,
    query: nothing,
    body: nothing,
    load: loadNothing,
    audit: 'by-handler',
    async handle({ exchange: { request, response } }) {
      const token = readSessionCookie(request.headers.cookie);
      if (token !== undefined) await identity.signOut(token);
      clearSessionCookie(response, request.secure);
      return undefined;
    },
  });
  return [signIn, current, signOut];
}
