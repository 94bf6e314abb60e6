// Starts storeChild.ts as a real process that can be killed in the middle of a write.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface ChildProgram {
  file: string;
  discard(): Promise<void>;
}

// Outside of the test's own module registry, where the bundler's native parts belong.
const bundle = `
import { build } from 'vite';
const [entry, outDir] = process.argv.slice(1);
await build({ configFile: false, logLevel: 'error', build: { ssr: entry, outDir, target: 'node20' } });
`;

/** Compiled below node_modules, from where its imports resolve. */
export async function buildChild(source: URL): Promise<ChildProgram> {
  const folder = await mkdtemp(resolve('node_modules', '.storage-test-'));
  const entry = fileURLToPath(source);
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', bundle, entry, folder]);
  return {
    file: join(folder, `${basename(entry, '.ts')}.js`),
    discard: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface WritingProcess {
  pid: number;
  /** Ids whose insert was acknowledged so far. */
  acknowledged: string[];
  kill(): Promise<void>;
}

/** Resolves once that many writes are acknowledged. */
export async function startWriting(
  { file }: ChildProgram,
  dataDir: string,
  writers: number,
  until: number,
): Promise<WritingProcess> {
  const child: ChildProcess = spawn(process.execPath, [file, dataDir, String(writers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const acknowledged: string[] = [];
  const { stdout } = child;
  if (!stdout) throw new Error('The process has no output.');
  const lines = createInterface({ input: stdout });
  const read = once(lines, 'close');
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line !== 'open') acknowledged.push(line);
      if (acknowledged.length >= until) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The process ended by itself with ${code}.`)));
  });
  return {
    pid: child.pid ?? 0,
    acknowledged,
    async kill() {
      child.kill('SIGKILL');
      await Promise.all([exited, read]);
    },
  };
}
