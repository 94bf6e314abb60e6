// Only pages of this server may use a visitor's cookie: anything a browser sends from elsewhere is refused.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { AppError } from './errors.js';

/**
 * Without Origin the sender is not a browser acting for a page, and passes.
 * @param boardOrigins other origins at which people open the board, as `URL.origin` writes them
 */
export function isOriginAllowed(headers: IncomingHttpHeaders, boardOrigins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (boardOrigins.includes(page.origin)) return true;
  // Read with the page's protocol, so that a default port counts as none on both sides.
  const here = `${page.protocol}//${host ?? ''}`;
  return URL.canParse(here) && new URL(here).host === page.host && page.host !== '';
}

/** A browser says so of what another site's page makes it send: a second lock, should it ever leave the Origin out. */
const isForgery = ({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>) =>
  method !== 'GET' && method !== 'HEAD' && headers['sec-fetch-site'] === 'cross-site';

export function refuseForeignOrigins(boardOrigins: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    if (!isOriginAllowed(request.headers, boardOrigins) || isForgery(request)) throw new AppError('ORIGIN_REFUSED');
    next();
  };
}
