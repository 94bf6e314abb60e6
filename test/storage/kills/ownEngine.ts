// A MongoDB engine of the test's own, so that it can be killed and started again on its files while others use theirs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export interface OwnEngine {
  uri: string;
  /** Kills the engine itself with SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** @param tool path of the program that serves MongoDB's engine and prints "URI pid N" once it listens. */
export async function startOwnEngine(tool: string, folder: string, port: number): Promise<OwnEngine> {
  const runner = spawn(tool, ['--data', folder, '--port', String(port)], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(runner, 'exit');
  const lines = createInterface({ input: runner.stdout });
  const first = await Promise.race([once(lines, 'line'), exited.then(() => [])]);
  const [, uri, pid] = /^(\S+) pid (\d+)$/.exec(String(first[0] ?? '')) ?? [];
  if (uri === undefined || pid === undefined) throw new Error('The engine did not start.');
  return {
    uri,
    async kill() {
      process.kill(Number(pid), 'SIGKILL');
      await exited;
    },
    async stop() {
      if (runner.exitCode === null && runner.signalCode === null) runner.kill('SIGTERM');
      await exited;
    },
  };
}
