// One board's socket: what it asks to watch, and what becomes of it when its line stalls.
import type { DefaultEventsMap, Socket } from 'socket.io';
import type { Clock } from '../base/clock.js';
import { type ClientToServer, type ServerToClient, watchSchema } from '../contract/board.js';
import { AppError } from '../http/errors.js';
import { watchedDepartment } from '../http/watchedDepartment.js';
import type { Actor } from '../identity/actor.js';
import type { Scopes } from './scopes.js';
import { createViewer } from './viewer.js';

export interface BoardData {
  /** Who is watching: set when the socket comes in, and again when its rights have changed. */
  actor: Actor;
}

export type BoardSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, BoardData>;

/** A watch costs a snapshot: no board needs more than five in a second. */
const watchGapMs = 200;
/** A listener that asks for nothing watches all that it may see at once. */
const silentMs = 1_000;

export interface BoardParts {
  clock: Clock;
  scopes: Scopes;
  isDepartment: (id: string) => boolean;
}

export interface Board {
  /** Asks again, with the rights as they are now, for what was asked last. */
  rewatch(): void;
}

export function serveBoard(socket: BoardSocket, { clock, scopes, isDepartment }: BoardParts): Board {
  // The connection hands over all that waits at once, then says "drain".
  let waiting = 0;
  const viewer = createViewer({
    snapshot: (message) => socket.emit('snapshot', message),
    delta: (message) => socket.emit('delta', message),
    backlog: () => waiting,
  });
  let watched: ReturnType<Scopes['enter']> | undefined;
  let wanted: string | undefined;
  let lastWatch = clock.now() - watchGapMs;

  function stopWatching(): void {
    watched?.leave();
    watched = undefined;
  }

  function watch(): void {
    lastWatch = clock.now();
    stopWatching();
    try {
      watched = scopes.enter(watchedDepartment(socket.data.actor, wanted, isDepartment), viewer);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      socket.emit('refused', error.view);
    }
  }

  let cancelWatch = clock.at(clock.now() + silentMs, watch);
  socket.on('watch', (message: unknown) => {
    const parsed = watchSchema.safeParse(message ?? {});
    cancelWatch();
    if (!parsed.success) {
      socket.emit('refused', new AppError('BAD_REQUEST').view);
      return;
    }
    // Of several in a hurry the last one counts.
    wanted = parsed.data.department;
    cancelWatch = clock.at(lastWatch + watchGapMs, watch);
  });

  const countPacket = () => {
    waiting += 1;
  };
  const catchUp = () => {
    waiting = 0;
    if (viewer.needsSnapshot()) watched?.refresh();
  };
  socket.conn.on('packetCreate', countPacket).on('drain', catchUp);
  socket.once('disconnect', () => {
    cancelWatch();
    socket.conn.off('packetCreate', countPacket).off('drain', catchUp);
    stopWatching();
  });
  return { rewatch: watch };
}
