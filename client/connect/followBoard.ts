// Keeps a store in step with the server: watches, follows, and watches again after a hole, a silence or a new connection.
import type { BoardStore } from '../state/boardStore.js';
import type { BoardSocket } from './boardSocket.js';

/** A snapshot that has not come by then is asked for again. */
const snapshotWaitMs = 3_000;
/** After a refusal by the server Socket.IO does not try again by itself. */
const refusedWaitMs = 2_000;

export interface FollowOptions {
  socket: BoardSocket;
  store: BoardStore;
  department: string | undefined;
  /** The department asked for does not exist. */
  onNoDepartment: () => void;
  /** The server turned this connection away: the session may have ended. */
  onRefused: () => void;
}

/** Returns a function that ends it all. */
export function followBoard({ socket, store, department, onNoDepartment, onRefused }: FollowOptions): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const watch = () => {
    clearTimeout(waiting);
    if (!socket.connected) return;
    socket.emit('watch', department === undefined ? {} : { department });
    waiting = setTimeout(watch, snapshotWaitMs);
  };
  const refused = () => {
    onRefused();
    clearTimeout(retry);
    retry = setTimeout(() => socket.connect(), refusedWaitMs);
  };

  socket.on('connect', () => {
    store.dispatch({ type: 'connected' });
    watch();
  });
  socket.on('snapshot', (body) => {
    clearTimeout(waiting);
    store.dispatch({ type: 'snapshot', body });
  });
  socket.on('delta', (body) => {
    const before = store.state().phase;
    const after = store.dispatch({ type: 'delta', body }).phase;
    if (before === 'following' && after === 'waiting') watch();
  });
  socket.on('refused', ({ error }) => {
    if (error.code === 'DEPARTMENT_NOT_FOUND') onNoDepartment();
  });
  socket.on('connect_error', () => {
    if (!socket.active) refused();
  });
  socket.on('disconnect', (reason) => {
    clearTimeout(waiting);
    if (reason === 'io server disconnect') refused();
  });
  return () => {
    clearTimeout(waiting);
    clearTimeout(retry);
    socket.disconnect();
  };
}
