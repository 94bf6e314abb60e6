// A TCP proxy before the database that can cut every connection, refuse new ones, or swallow what passes.
import { connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  /** The database's address with the proxy's port. */
  uri: string;
  /** Cuts all connections; until `restore`, new ones are cut as well. */
  cut(): void;
  /** Keeps connections open and delivers nothing. */
  silence(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function startCuttingProxy(databaseUri: string): Promise<CuttingProxy> {
  const target = new URL(databaseUri);
  const sockets = new Set<Socket>();
  let mode: 'open' | 'cut' | 'silent' = 'open';
  const server = createServer((client) => {
    if (mode === 'cut') {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (mode === 'open') to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const uri = new URL(databaseUri);
  uri.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    uri: uri.href,
    cut() {
      mode = 'cut';
      destroyAll();
    },
    silence() {
      mode = 'silent';
    },
    restore() {
      // What was swallowed cannot be made up: a stream with a hole in it is of no use.
      if (mode === 'silent') destroyAll();
      mode = 'open';
    },
    close() {
      destroyAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
