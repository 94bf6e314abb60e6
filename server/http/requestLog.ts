// One line per request: what was asked and how it ended; never the query, which may carry a number, nor an address.
import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Logger } from '../base/logger.js';
import type { ErrorCode } from '../contract/errorView.js';

/** Without what opens a door: the query, and the address of a television's link. */
export const pathOnly = (url: string | undefined) => (url ?? '').split('?', 1)[0]?.replace(/^\/tv\/.+/, '/tv/[hidden]');

const refusals = new WeakMap<ServerResponse, ErrorCode>();

/** Names the refusal in the request's line: "403" alone does not tell a wrong signature from a foreign account. */
export function noteRefusal(response: ServerResponse, code: ErrorCode): void {
  refusals.set(response, code);
}

export const refusalOf = (response: ServerResponse): ErrorCode | undefined => refusals.get(response);

export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    // Successes are many and are counted in /metrics.
    customLogLevel: (_request, response, error) =>
      error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
    customProps: (_request, response) => {
      const refused = refusals.get(response);
      return refused === undefined ? {} : { refused };
    },
    serializers: {
      req: (request: { method?: string; url?: string }) => ({ method: request.method, path: pathOnly(request.url) }),
      res: (response: { statusCode?: number }) => ({ status: response.statusCode }),
    },
  });
}
