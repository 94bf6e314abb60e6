// One board's socket: what it asks to watch, and what becomes of it when its line stalls.
import type { Socket } from 'socket.io';
import type { Clock } from '../base/clock.js';
import { type ClientToServer, type ServerToClient, watchSchema } from '../contract/board.js';
import { AppError } from '../http/errors.js';
import type { Scopes } from './scopes.js';
import { createViewer } from './viewer.js';

export type BoardSocket = Socket<ClientToServer, ServerToClient>;

/** A watch costs a snapshot: no board needs more than five in a second. */
const watchGapMs = 200;
/** A listener that asks for nothing watches the city. */
const silentMs = 1_000;

export interface BoardParts {
  clock: Clock;
  scopes: Scopes;
  isDepartment: (id: string) => boolean;
}

export function serveBoard(socket: BoardSocket, { clock, scopes, isDepartment }: BoardParts): void {
  // The connection hands over all that waits at once, then says "drain".
  let waiting = 0;
  const viewer = createViewer({
    snapshot: (message) => socket.emit('snapshot', message),
    delta: (message) => socket.emit('delta', message),
    backlog: () => waiting,
  });
  let watched: ReturnType<Scopes['enter']> | undefined;
  let lastWatch = clock.now() - watchGapMs;

  function stopWatching(): void {
    watched?.leave();
    watched = undefined;
  }

  function watch(departmentId: string | undefined): void {
    lastWatch = clock.now();
    stopWatching();
    if (departmentId !== undefined && !isDepartment(departmentId)) {
      socket.emit('refused', new AppError('DEPARTMENT_NOT_FOUND').view);
    } else {
      watched = scopes.enter(departmentId, viewer);
    }
  }

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
    if (viewer.needsSnapshot()) watched?.refresh();
  };
  socket.conn.on('packetCreate', countPacket).on('drain', catchUp);
  socket.once('disconnect', () => {
    cancelWatch();
    socket.conn.off('packetCreate', countPacket).off('drain', catchUp);
    stopWatching();
  });
}
