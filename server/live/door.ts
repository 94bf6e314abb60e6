// Where a socket may come in: from our own pages, with an open session, while there is room. Strangers get no socket at all.
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, statusOf } from '../http/errors.js';
import { isOriginAllowed } from '../http/origin.js';
import type { Actor } from '../identity/actor.js';
import { readSessionCookie } from '../identity/sessionCookie.js';

/** A city hangs some dozens of boards; a thousand desks would be a different product. */
export const mostConnections = 500;

export type FindActor = (token: string) => Promise<Actor | undefined>;

/** @throws AppError when the sender may not have a socket. */
export async function admit(
  request: IncomingMessage,
  rules: { boardOrigins: readonly string[]; actorOf: FindActor; connections: () => number },
): Promise<void> {
  if (!isOriginAllowed(request.headers, rules.boardOrigins)) throw new AppError('ORIGIN_REFUSED');
  // Later requests of a polling connection carry its secret id, which only an admitted sender was given.
  if (new URL(request.url ?? '/', 'http://socket').searchParams.has('sid')) return;
  if (rules.connections() >= mostConnections) throw new AppError('TOO_MANY_REQUESTS');
  const token = readSessionCookie(request.headers.cookie);
  if (token === undefined || !(await rules.actorOf(token))) throw new AppError('SIGN_IN_REQUIRED');
}

/** An upgrade has no response object: the refusal is written by hand. */
export function refuseUpgrade(socket: Duplex, { code, view }: AppError): void {
  const status = statusOf(code);
  const body = JSON.stringify(view);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
