// The typed socket to the namespace /wallboard.
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient, wallboardNamespace } from '../../server/contract/board.js';

// The contract's value would bring the schemas along; its type is enough to keep both ends equal.
const namespace: typeof wallboardNamespace = '/wallboard';

export type BoardSocket = Socket<ServerToClient, ClientToServer>;

export function openBoardSocket(): BoardSocket {
  return io(namespace, {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // A wall must come back by itself soon after its server does, without all walls knocking at once.
    reconnectionDelay: 500,
    reconnectionDelayMax: 3_000,
    timeout: 5_000,
  });
}
