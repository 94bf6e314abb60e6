// The Socket.IO edge: signed-in boards watch the city or a department and hear every change of it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type Socket } from 'socket.io';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import { type ClientToServer, type ServerToClient, wallboardNamespace, watchSchema } from '../contract/board.js';
import { toAppError } from '../http/errorHandler.js';
import { AppError } from '../http/errors.js';
import { readSessionCookie } from '../identity/sessionCookie.js';
import type { BoardSource } from '../metrics/boardSource.js';
import { createDoor, type FindActor, refuseUpgrade } from './door.js';
import { createScope, type Scope } from './scope.js';
import { createViewer, type Viewer } from './viewer.js';

export const socketPath = '/socket.io/';

/** A session that ended elsewhere darkens its boards within this time. */
const recheckMs = 30_000;
/** A watch costs a snapshot: no board needs more than five in a second. */
const watchGapMs = 200;
/** A listener that asks for nothing watches the city. */
const silentMs = 1_000;

export interface GatewayParts {
  board: BoardSource;
  clock: Clock;
  logger: Logger;
  boardOrigins: readonly string[];
  actorOf: FindActor;
  isDepartment: (id: string) => boolean;
}

export interface Gateway {
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Boards that are watching. */
  connections(): number;
  close(): Promise<void>;
}

type BoardSocket = Socket<ClientToServer, ServerToClient>;

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
  const scopes = new Map<string | undefined, Scope>();
  const door = createDoor({ boardOrigins, actorOf });

  function enter(departmentId: string | undefined, viewer: Viewer): Scope {
    const scope = scopes.get(departmentId) ?? createScope({ board, clock, departmentId });
    scopes.set(departmentId, scope);
    scope.add(viewer);
    return scope;
  }

  function leave(departmentId: string | undefined, viewer: Viewer): void {
    const scope = scopes.get(departmentId);
    scope?.remove(viewer);
    if (!scope?.isEmpty()) return;
    scope.stop();
    scopes.delete(departmentId);
  }

  function serve(socket: BoardSocket): void {
    // The connection hands over all that waits at once, then says "drain".
    let waiting = 0;
    const viewer = createViewer({
      snapshot: (message) => socket.emit('snapshot', message),
      delta: (message) => socket.emit('delta', message),
      backlog: () => waiting,
    });
    let watching: { departmentId: string | undefined; scope: Scope } | undefined;
    let lastWatch = clock.now() - watchGapMs;

    const stopWatching = () => {
      if (watching) leave(watching.departmentId, viewer);
      watching = undefined;
    };
    const watch = (departmentId: string | undefined) => {
      lastWatch = clock.now();
      stopWatching();
      if (departmentId !== undefined && !isDepartment(departmentId)) {
        socket.emit('refused', new AppError('DEPARTMENT_NOT_FOUND').view);
      } else {
        watching = { departmentId, scope: enter(departmentId, viewer) };
      }
    };
    let cancelWatch = clock.at(clock.now() + silentMs, () => watch(undefined));

    socket.on('watch', (message: unknown) => {
      const parsed = watchSchema.safeParse(message ?? {});
      cancelWatch();
      if (!parsed.success) {
        socket.emit('refused', new AppError('BAD_REQUEST').view);
        return;
      }
      // Of several in a hurry the last one counts.
      cancelWatch = clock.at(lastWatch + watchGapMs, () => watch(parsed.data.department));
    });
    const countPacket = () => {
      waiting += 1;
    };
    const catchUp = () => {
      waiting = 0;
      if (viewer.needsSnapshot()) watching?.scope.refresh(viewer);
    };
    socket.conn.on('packetCreate', countPacket).on('drain', catchUp);
    socket.once('disconnect', () => {
      cancelWatch();
      socket.conn.off('packetCreate', countPacket).off('drain', catchUp);
      stopWatching();
    });
  }

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

  let cancelRecheck = () => {};
  const planRecheck = () => {
    cancelRecheck = clock.at(clock.now() + recheckMs, () => void recheck().finally(planRecheck));
  };
  planRecheck();

  const stopListening = board.onChange((change) => {
    for (const scope of scopes.values()) scope.change(change);
  });
  io.engine.on('connection', (connection) => door.entered(connection.request, connection));
  io.use((_socket, next) => next(new Error('NOT_FOUND')));
  boards.use((socket, next) => {
    isStillOpen(socket).then((open) => next(open ? undefined : new Error('SIGN_IN_REQUIRED')), next);
  });
  boards.on('connection', serve);

  return {
    async handleRequest(request, response) {
      await door.admit(request);
      inner.emit('request', request, response);
    },
    async handleUpgrade(request, socket, head) {
      socket.on('error', (error) => logger.debug({ err: error }, 'a socket broke'));
      try {
        if (!request.url?.startsWith(socketPath)) throw new AppError('NOT_FOUND');
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
      cancelRecheck();
      stopListening();
      for (const scope of scopes.values()) scope.stop();
      scopes.clear();
      await io.close();
    },
  };
}
