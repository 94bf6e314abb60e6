// The Socket.IO edge: signed-in boards watch the city or a department and hear every change of it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import { type ClientToServer, type ServerToClient, wallboardNamespace } from '../contract/board.js';
import { toAppError } from '../http/errorHandler.js';
import { AppError } from '../http/errors.js';
import { readSessionCookie } from '../identity/sessionCookie.js';
import type { BoardSource } from '../metrics/boardSource.js';
import { createDoor, type FindActor, refuseUpgrade } from './door.js';
import { createScopes } from './scopes.js';
import { type BoardSocket, serveBoard } from './serveBoard.js';

export const socketPath = '/socket.io/';

/** A session that ended elsewhere darkens its boards within this time. */
const recheckMs = 30_000;
export interface GatewayParts {
  board: BoardSource;
  clock: Clock;
  logger: Logger;
  boardOrigins: readonly string[];
  actorOf: FindActor;
  isDepartment: (id: string) => boolean;
  /** What an upgrade is told that is no board's. */
  refuseOther: (request: IncomingMessage) => AppError;
}

export interface Gateway {
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Boards that are watching. */
  connections(): number;
  close(): Promise<void>;
}

export function createGateway(parts: GatewayParts): Gateway {
  const { board, clock, logger, boardOrigins, actorOf, isDepartment } = parts;
  // Never listens: requests and upgrades are handed in once the door has let them through.
  const inner = createServer();
  const io = new Server<ClientToServer, ServerToClient>(inner, {
    path: socketPath,
    serveClient: false,
    // The only message from a board is a short watch.
    maxHttpBufferSize: 4_096,
    // Whoever holds a place without joining the board's namespace gives it back.
    connectTimeout: 5_000,
  });
  const boards = io.of(wallboardNamespace);
  const scopes = createScopes({ board, clock });
  const door = createDoor({ boardOrigins, actorOf });

  async function isStillOpen(socket: BoardSocket): Promise<boolean> {
    const token = readSessionCookie(socket.request.headers.cookie);
    return token !== undefined && (await actorOf(token)) !== undefined;
  }

  async function recheck(): Promise<void> {
    for (const socket of boards.sockets.values()) {
      try {
        if (!(await isStillOpen(socket))) socket.disconnect(true);
      } catch (error) {
        // A database that does not answer must not darken the city's boards; the next round asks again.
        logger.warn({ err: error }, 'a session could not be checked');
      }
    }
  }

  let isClosed = false;
  let cancelRecheck = () => {};
  const planRecheck = () => {
    if (isClosed) return;
    cancelRecheck = clock.at(clock.now() + recheckMs, () => void recheck().finally(planRecheck));
  };
  planRecheck();

  io.engine.on('connection', (connection) => door.entered(connection.request, connection));
  io.use((_socket, next) => next(new Error('NOT_FOUND')));
  boards.use((socket, next) => {
    isStillOpen(socket).then(
      (open) => next(open ? undefined : new Error('SIGN_IN_REQUIRED')),
      (error: unknown) => {
        logger.warn({ err: error }, 'a session could not be checked');
        next(new Error(toAppError(error)?.code ?? 'INTERNAL'));
      },
    );
  });
  boards.on('connection', (socket) => serveBoard(socket, { clock, scopes, isDepartment }));

  return {
    async handleRequest(request, response) {
      await door.admit(request);
      inner.emit('request', request, response);
    },
    async handleUpgrade(request, socket, head) {
      socket.on('error', (error) => logger.debug({ err: error }, 'a socket broke'));
      try {
        if (!request.url?.startsWith(socketPath)) throw parts.refuseOther(request);
        await door.admit(request);
        inner.emit('upgrade', request, socket, head);
      } catch (error) {
        const expected = toAppError(error);
        if (!expected) logger.error({ err: error }, 'an upgrade failed');
        refuseUpgrade(socket, expected ?? new AppError('INTERNAL'));
      }
    },
    connections: () => boards.sockets.size,
    async close() {
      isClosed = true;
      cancelRecheck();
      scopes.stop();
      await io.close();
    },
  };
}
