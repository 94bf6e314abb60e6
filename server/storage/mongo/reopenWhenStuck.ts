// The driver learns from heartbeats that a server is back. A heartbeat written in the moment in which its socket is destroyed
// waits for ever in the driver (mongodb 7: a refused write waits for a drain that never comes), and with it every request,
// although the server answers again. A heartbeat that takes impossibly long therefore opens the connection anew.
import type { Connection, mongo } from 'mongoose';
import type { Clock } from '../../base/clock.js';

export interface StuckWatch {
  stop(): void;
}

/** Connecting and greeting take at most their own limit each; more is for a busy machine. */
const graceMs = 1_000;
/** The driver's own: how long a server may keep an awaited heartbeat. */
const awaitedMs = 10_000;
const retryMs = 1_000;

export function reopenWhenStuck(parts: {
  connection: Connection;
  /** Of one connecting or greeting, ms. */
  limitMs: number;
  open: () => Promise<unknown>;
  clock: Clock;
  onReopen: () => void;
}): StuckWatch {
  const { connection, limitMs, open, clock, onReopen } = parts;
  const pending = new Map<string, () => void>();
  let isStopped = false;
  let cancelRetry = () => {};

  function forget(address: string): void {
    pending.get(address)?.();
    pending.delete(address);
  }

  function watch(client: mongo.MongoClient): void {
    client.on('serverHeartbeatStarted', ({ connectionId, awaited }) => {
      forget(connectionId);
      const limit = 2 * limitMs + (awaited ? awaitedMs : 0) + graceMs;
      pending.set(
        connectionId,
        clock.at(clock.now() + limit, () => void reopen()),
      );
    });
    client.on('serverHeartbeatSucceeded', ({ connectionId }) => forget(connectionId));
    client.on('serverHeartbeatFailed', ({ connectionId }) => forget(connectionId));
    client.on('serverClosed', ({ address }) => forget(address));
  }

  async function reopen(): Promise<void> {
    for (const address of [...pending.keys()]) forget(address);
    if (isStopped) return;
    onReopen();
    try {
      await connection.close();
      await open();
      watch(connection.getClient());
    } catch {
      // Nothing answers yet; requests say so meanwhile.
      cancelRetry = clock.at(clock.now() + retryMs, () => void reopen());
    }
  }

  watch(connection.getClient());
  return {
    stop() {
      isStopped = true;
      cancelRetry();
      for (const address of [...pending.keys()]) forget(address);
    },
  };
}
