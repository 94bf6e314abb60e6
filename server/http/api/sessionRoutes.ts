// Signing in, being signed in, and signing out: POST, GET and DELETE /api/session.
import type { RequestHandler } from 'express';
import { abilities } from '../../contract/roles.js';
import { type SessionView, signInSchema } from '../../contract/session.js';
import type { Actor } from '../../identity/actor.js';
import type { Identity } from '../../identity/identity.js';
import { reachOf } from '../../identity/roles.js';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '../../identity/sessionCookie.js';
import { toTimeOrNull } from '../../present/verdictView.js';
import { type ApiRoute, loadNothing, nothing, openRoute, route } from '../route.js';
import { admit } from './admit.js';
import { need } from './need.js';
import { visitOf } from './visitOf.js';

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

/** @param limit of wrong tries, shared with the other ways in. */
export function sessionRoutes(identity: Identity, limit: RequestHandler): ApiRoute[] {
  const signIn = openRoute({
    method: 'post',
    path: '/session',
    access: 'open',
    limit,
    params: nothing,
    query: nothing,
    body: signInSchema,
    load: loadNothing,
    audit: 'by-handler',
    async handle({ body, exchange }) {
      const { token, user, session } = need(await identity.signIn.byPassword(body, visitOf(exchange.request)));
      await admit(identity, exchange, token, session);
      return present(identity.actorFor(user, session));
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
    async handle({ actor, exchange: { request, response } }) {
      // Browsers forget every cookie in the end; a television gets its own again, for as long as they allow.
      const token = actor.role === 'tv' ? readSessionCookie(request.headers.cookie) : undefined;
      if (token !== undefined) setSessionCookie(response, token, null, request.secure);
      return present(actor);
    },
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
      if (token !== undefined) await identity.signOut(token, request.ip ?? '');
      clearSessionCookie(response, request.secure);
      return undefined;
    },
  });
  return [signIn, current, signOut];
}
