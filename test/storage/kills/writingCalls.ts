// Starts callChild.ts as a real process and kills it at a random moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChildProgram } from '../embedded/writingProcess.js';
import { mostDelay, mostEvents, upTo, writers } from './killRun.js';
import type { Acknowledged } from './writeCalls.js';

export interface Address {
  dataDir: string;
  /** Empty for the embedded store. */
  mongodbUri: string;
}

/** @returns what the process had acknowledged. @param first number of its first call. */
export async function writeUntilKilled(child: ChildProgram, address: Address, first: number): Promise<Acknowledged[]> {
  const enough = 1 + upTo(mostEvents);
  const { dataDir, mongodbUri } = address;
  const writing = spawn(process.execPath, [child.file, dataDir, mongodbUri, String(writers), String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(writing, 'exit');
  const lines = createInterface({ input: writing.stdout });
  const read = once(lines, 'close');
  const acknowledged: Acknowledged[] = [];
  const reached = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      acknowledged.push(JSON.parse(line) as Acknowledged);
      if (acknowledged.length === enough) resolve();
    });
  });
  await Promise.race([reached, exited]);
  await delay(upTo(mostDelay));
  writing.kill('SIGKILL');
  const [[, signal]] = await Promise.all([exited, read]);
  if (signal !== 'SIGKILL') throw new Error('The process ended by itself.');
  return acknowledged;
}
