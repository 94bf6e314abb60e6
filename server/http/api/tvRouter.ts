// GET /tv/:token, outside /api because it is opened by hand: lets the first browser in and sends it to the board.
import { Router } from 'express';
import { z } from 'zod';
import { tvOptions } from '../../contract/link.js';
import type { Identity } from '../../identity/identity.js';
import { readSessionCookie, setSessionCookie } from '../../identity/sessionCookie.js';
import { AppError } from '../errors.js';
import { type ApiRoute, Elsewhere, loadNothing, nothing, openRoute, type RouteParts } from '../route.js';
import { visitOf } from './visitOf.js';

function tvRoute(identity: Identity): ApiRoute {
  return openRoute({
    method: 'get',
    path: '/tv/:token',
    access: 'open',
    params: z.strictObject({ token: z.string().max(100) }),
    query: nothing,
    body: nothing,
    load: loadNothing,
    audit: 'by-handler',
    async handle({ params: { token }, exchange: { request, response } }) {
      // Looking ahead must not use the address up.
      if (request.method !== 'GET' || request.get('sec-purpose') !== undefined) throw new AppError('NOT_FOUND');
      response.set('Cache-Control', 'no-store');
      const visit = visitOf(request);
      const opened = await identity.links.open(token, visit);
      if (!opened) return new Elsewhere(`/?tv=${tvOptions.refused}`);
      const previous = readSessionCookie(request.headers.cookie);
      if (previous !== undefined) await identity.signOut(previous, visit.place);
      setSessionCookie(response, opened.token, null, request.secure);
      // One board shows one department; a link for several begins with the first.
      const [department] = opened.link.departmentIds ?? [];
      const options = new URLSearchParams({
        tv: tvOptions.opened,
        ...(department === undefined ? {} : { department }),
      });
      return new Elsewhere(`/?${options}`);
    },
  });
}

export function tvRouter(parts: RouteParts & { identity: Identity }): Router {
  const router = Router();
  tvRoute(parts.identity).mount(router, parts);
  return router;
}
