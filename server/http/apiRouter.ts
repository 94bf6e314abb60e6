// The API as one router: its routes, nothing kept by caches, and a plain refusal of every other method.
import { type RequestHandler, Router } from 'express';
import { AppError } from './errors.js';
import type { ApiRoute, RouteParts } from './route.js';

const refuseMethod: RequestHandler = () => {
  throw new AppError('METHOD_NOT_ALLOWED');
};

export function apiRouter(routes: readonly ApiRoute[], parts: RouteParts): Router {
  const router = Router();
  router.use((request, response, next) => {
    response.set('Cache-Control', 'no-store');
    // Express would answer it as a GET: read, and recorded as read, for an answer that nobody gets.
    if (request.method === 'HEAD') throw new AppError('METHOD_NOT_ALLOWED');
    next();
  });
  for (const route of routes) route.mount(router, parts);
  for (const path of new Set(routes.map((route) => route.path))) router.all(path, refuseMethod);
  return router;
}
