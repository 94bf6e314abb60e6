// The built client: hashed assets for a year, the page itself always fresh, every unknown page address the same page.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';
import { AppError } from './errors.js';

const yearMs = 365 * 24 * 3_600_000;

/** The folder of package.json, from sources and from compiled code alike. */
function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json')) || dirname(from) === from) return from;
  return findRoot(dirname(from));
}

export const builtClient = join(findRoot(dirname(fileURLToPath(import.meta.url))), 'dist', 'client');

/** Paths of programs: a person who mistypes one gets an error, not the board. */
const programPath = /^\/(api|voice|socket\.io|assets)(\/|$)/;

export function servePage(folder: string): Router {
  const router = Router();
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: yearMs, index: false }));
  router.use(express.static(folder, { index: false, cacheControl: false }));
  const sendPage: RequestHandler = (request, response, next) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (!isReading || programPath.test(request.path) || !request.accepts('html')) return next();
    response.set('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder }, (error) => {
      if (error) next(new AppError('NOT_FOUND', 'The page has not been built yet: run npm run build.'));
    });
  };
  // Not `get`: Express would then answer OPTIONS by itself, and say of every unknown address that it can be read.
  router.use(sendPage);
  return router;
}
