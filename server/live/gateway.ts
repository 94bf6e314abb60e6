// The Socket.IO edge: signed-in boards watch the city or a department and hear every change of it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DefaultEventsMap, Server } from 'socket.io';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import { type ClientToServer, type ServerToClient, wallboardNamespace } from '../contract/board.js';
import { toAppError } from '../http/errorHandler.js';
import { AppError } from '../http/errors.js';
import { refuseByHand } from '../http/refuseByHand.js';
import type { Actor } from '../identity/actor.js';
import { departmentsOf } from '../identity/roles.js';
import { readSessionCookie } from '../identity/sessionCookie.js';
import type { BoardSource } from '../metrics/boardSource.js';
import { createDoor, type FindActor } from './door.js';
import { createScopes } from './scopes.js';
import { type Board, type BoardData, type BoardSocket, serveBoard } from './serveBoard.js';

export const socketPath = '/socket.io/';

/** A session that ended elsewhere darkens its boards within this time, and changed rights change what they show. */
const recheckMs = 30_000;
export interface GatewayParts {
  board: BoardSource;
  clock: Clock;
  logger: Logger;
  boardOrigins: readonly string[];
  actorOf: FindActor;
  isDepartment: (id: string) => boolean;
  /** Takes an upgrade that is no board's. @throws AppError when nobody does. */
  handleOther: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface Gateway {
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Boards that are watching. */
  connections(): number;
  close(): Promise<void>;
}

function hasSameRights(one: Actor, other: Actor): boolean {
  const rights = ({ role, departmentIds }: Actor) => JSON.stringify([role, departmentIds]);
  return rights(one) === rights(other);
}

export function createGateway(parts: GatewayParts): Gateway {
  const { board, clock, logger, boardOrigins, actorOf, isDepartment } = parts;
  // Never listens: requests and upgrades are handed in once the door has let them through.
  const inner = createServer();
  const io = new Server<ClientToServer, ServerToClient, DefaultEventsMap, BoardData>(inner, {
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
  const watching = new Map<BoardSocket, Board>();

  /** @throws AppError for a socket that may not watch anything. */
  async function requireWatcher(socket: BoardSocket): Promise<Actor> {
    const token = readSessionCookie(socket.request.headers.cookie);
    const actor = token === undefined ? undefined : await actorOf(token);
    if (!actor) throw new AppError('SIGN_IN_REQUIRED');
    if (departmentsOf(actor, 'board.view') === undefined) throw new AppError('FORBIDDEN');
    return actor;
  }

  async function recheck(): Promise<void> {
    for (const [socket, served] of watching) {
      try {
        const before = socket.data.actor;
        const actor = await requireWatcher(socket);
        socket.data.actor = actor;
        // It may have left meanwhile.
        if (watching.has(socket) && !hasSameRights(before, actor)) served.rewatch();
      } catch (error) {
        if (error instanceof AppError) socket.disconnect(true);
        // A database that does not answer must not darken the city's boards; the next round asks again.
        else logger.warn({ err: error }, 'a session could not be checked');
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
    requireWatcher(socket).then(
      (actor) => {
        socket.data.actor = actor;
        next();
      },
      (error: unknown) => {
        if (!(error instanceof AppError)) logger.warn({ err: error }, 'a session could not be checked');
        next(new Error(toAppError(error)?.code ?? 'INTERNAL'));
      },
    );
  });
  boards.on('connection', (socket) => {
    watching.set(socket, serveBoard(socket, { clock, scopes, isDepartment }));
    socket.once('disconnect', () => void watching.delete(socket));
  });

  return {
    async handleRequest(request, response) {
      await door.admit(request);
      inner.emit('request', request, response);
    },
    async handleUpgrade(request, socket, head) {
      socket.on('error', (error) => logger.debug({ err: error }, 'a socket broke'));
      try {
        if (!request.url?.startsWith(socketPath)) return parts.handleOther(request, socket, head);
        await door.admit(request);
        inner.emit('upgrade', request, socket, head);
      } catch (error) {
        const expected = toAppError(error);
        if (!expected) logger.error({ err: error }, 'an upgrade failed');
        refuseByHand(socket, expected ?? new AppError('INTERNAL'));
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
