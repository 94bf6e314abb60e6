// Where a socket may come in: from our own pages, while there is room.
import type { IncomingMessage } from 'node:http';
import { AppError } from '../http/errors.js';
import { isOriginAllowed } from '../http/origin.js';
import type { Actor } from '../identity/actor.js';
import { readSessionCookie } from '../identity/sessionCookie.js';

/** A city hangs some dozens of boards; a thousand desks would be a different product. */
export const mostConnections = 500;
/**
 * Senders without an open session come in only to be told so in Socket.IO's own words, and for seconds. Together they
 * may take this many places, so that they never crowd out the boards.
 */
export const mostStrangers = 50;

export type FindActor = (token: string) => Promise<Actor | undefined>;

export interface Door {
  /** @throws AppError when the sender may not have a connection. */
  admit(request: IncomingMessage): Promise<void>;
  /** To be called for each connection that came in, with the request that opened it. */
  entered(request: IncomingMessage, connection: { once(event: 'close', listener: () => void): unknown }): void;
}

export function createDoor(rules: { boardOrigins: readonly string[]; actorOf: FindActor }): Door {
  const strangers = new WeakSet<IncomingMessage>();
  let inside = 0;
  let strangersInside = 0;

  async function isStranger(request: IncomingMessage): Promise<boolean> {
    const token = readSessionCookie(request.headers.cookie);
    return token === undefined || (await rules.actorOf(token)) === undefined;
  }

  return {
    async admit(request) {
      if (!isOriginAllowed(request.headers, rules.boardOrigins)) throw new AppError('ORIGIN_REFUSED');
      // Later requests of a connection carry its secret id, which only an admitted sender was given.
      if (new URL(request.url ?? '/', 'http://socket').searchParams.has('sid')) return;
      if (inside >= mostConnections) throw new AppError('TOO_MANY_REQUESTS');
      if (!(await isStranger(request))) return;
      if (strangersInside >= mostStrangers) throw new AppError('SIGN_IN_REQUIRED');
      strangers.add(request);
    },
    entered(request, connection) {
      const step = strangers.has(request) ? 1 : 0;
      inside += 1;
      strangersInside += step;
      connection.once('close', () => {
        inside -= 1;
        strangersInside -= step;
      });
    },
  };
}
