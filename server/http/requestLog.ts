// One line per request: what was asked and how it ended; never the query, which may carry a number, nor an address.
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Logger } from '../base/logger.js';

const pathOnly = (url: string | undefined) => (url ?? '').split('?', 1)[0];

export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    // Successes are many and are counted in /metrics.
    customLogLevel: (_request, response, error) =>
      error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
    serializers: {
      req: (request: { method?: string; url?: string }) => ({ method: request.method, path: pathOnly(request.url) }),
      res: (response: { statusCode?: number }) => ({ status: response.statusCode }),
    },
  });
}
