// Where a request comes from, as sessions and the access record keep it.
import type { Request } from 'express';
import { browserName } from '../../identity/browserName.js';
import type { Visit } from '../../identity/sessions.js';

export const visitOf = (request: Request): Visit => ({
  place: request.ip ?? '',
  browser: browserName(request.get('user-agent')),
});

/** The address at which this person opened the board, whatever stands in front: scheme and host. */
export const originOf = (request: Request): string => `${request.protocol}://${request.get('host') ?? ''}`;
