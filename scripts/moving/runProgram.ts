// What the programs that look after the data have in common: arguments, settings, a bar, and mistakes told in plain lines.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '../../server/base/clock.js';
import { ConfigError } from '../../server/config.js';
import { MoveError } from '../../server/storage/moving/moveError.js';
import { StorageError } from '../../server/storage/port.js';
import { createProgressBar, type ProgressBar } from './createProgressBar.js';

export interface ProgramArguments {
  /** undefined when none was given. */
  file: string | undefined;
  dryRun: boolean;
  replaceAll: boolean;
}

export interface ProgramParts extends ProgramArguments {
  bar: ProgressBar;
  /** ms: one moment for all that a run compares. */
  now: number;
}

export interface Program {
  usage: string;
  file: 'required' | 'optional' | 'none';
  canReplaceAll?: boolean;
  /** @returns the exit code. @throws MoveError, ConfigError or StorageError for what a person can mend. */
  run(parts: ProgramParts): Promise<number>;
}

/** Undefined for a wrong command. */
export function readArguments(args: readonly string[], program: Omit<Program, 'run'>): ProgramArguments | undefined {
  const options = { 'dry-run': { type: 'boolean' }, 'replace-all': { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true });
  const known = program.canReplaceAll ? ['dry-run', 'replace-all'] : ['dry-run'];
  const most = program.file === 'none' ? 0 : 1;
  const least = program.file === 'required' ? 1 : 0;
  const isRight = Object.entries(values).every(([name, value]) => known.includes(name) && value === true);
  if (!isRight || positionals.length > most || positionals.length < least) return undefined;
  return {
    file: positionals[0],
    dryRun: values['dry-run'] === true,
    replaceAll: values['replace-all'] === true,
  };
}

export async function runProgram(program: Program): Promise<void> {
  const given = readArguments(process.argv.slice(2), program);
  if (!given) {
    console.error(`Usage: ${program.usage}`);
    process.exitCode = 1;
    return;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const bar = createProgressBar(process.stdout, systemClock);
  try {
    process.exitCode = await program.run({ ...given, bar, now: systemClock.now() });
  } catch (error) {
    bar.end();
    const isExpected = error instanceof MoveError || error instanceof ConfigError || error instanceof StorageError;
    console.error(isExpected ? error.message : error);
    process.exitCode = 1;
  }
}
