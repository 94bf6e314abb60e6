// Several processes of the built program on one database, behind something that shares requests out as a load balancer does.
import type { MetricsView } from '../../server/contract/metricsView.js';
import { type BuiltServer, startBuiltServer } from './builtServer.js';

/** The zone in which it is noon now: a test's day never ends in the middle of it. */
export function zoneOfNoon(now: number): string {
  const ahead = 12 - new Date(now).getUTCHours();
  // The names count westward.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

export interface Cluster {
  /** By name, so that one that was killed can come again. */
  start(name: string): Promise<BuiltServer>;
  running(): BuiltServer[];
  /** Takes a process out of the share; it may be dead or asleep. */
  leave(name: string): void;
  /** Comes back to the share. */
  join(name: string): void;
  kill(name: string): Promise<void>;
  process(name: string): BuiltServer;
  /** Sends each request to the next process; one that nobody listens for goes to the one after it. */
  fetch: typeof fetch;
  /** Requests sent so far. */
  sent(): number;
  /** Resolves after so many further requests. */
  further(requests: number): Promise<void>;
  stop(): Promise<void>;
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

export function createCluster(environment: Record<string, string>): Cluster {
  const servers = new Map<string, BuiltServer>();
  const shared = new Set<string>();
  const waiting: { at: number; go: () => void }[] = [];
  let sent = 0;

  function process(name: string): BuiltServer {
    const server = servers.get(name);
    if (!server) throw new Error(`Process ${name} does not run.`);
    return server;
  }

  async function send(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    for (let attempt = 0; ; attempt += 1) {
      const names = [...shared];
      const name = names[sent % names.length];
      sent += 1;
      for (const one of waiting.splice(0)) {
        if (one.at <= sent) one.go();
        else waiting.push(one);
      }
      if (name === undefined) throw new Error('no process is left');
      try {
        return await fetch(process(name).base + pathname + search, init);
      } catch (error) {
        if (!isRefused(error) || attempt >= names.length) throw error;
      }
    }
  }

  return {
    async start(name) {
      const server = await startBuiltServer(environment);
      servers.set(name, server);
      shared.add(name);
      return server;
    },
    running: () => [...servers.values()],
    process,
    leave: (name) => void shared.delete(name),
    join: (name) => void shared.add(name),
    async kill(name) {
      // The balancer learns of it by the connection that is refused.
      const server = process(name);
      await server.stop('SIGKILL');
      shared.delete(name);
      servers.delete(name);
    },
    fetch: send,
    sent: () => sent,
    further: (requests) => new Promise((go) => void waiting.push({ at: sent + requests, go })),
    async stop() {
      await Promise.all([...servers.values()].map((server) => server.stop('SIGKILL')));
    },
  };
}

export async function metricsAt({ base }: BuiltServer, cookie: string): Promise<MetricsView> {
  const response = await fetch(`${base}/api/metrics/live`, { headers: { cookie } });
  if (response.status !== 200) throw new Error(`The figures answered ${response.status}.`);
  return (await response.json()) as MetricsView;
}
