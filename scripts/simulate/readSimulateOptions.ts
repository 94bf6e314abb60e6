// The command line of `npm run simulate`, read once and checked.
import { parseArgs } from 'node:util';
import type { Disturbance } from './disturbance.js';
import { type Mode, modes } from './drawCallPlan.js';

/** A mistake of whoever typed the command. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface SimulateOptions {
  port: number;
  city: boolean;
  target: string | undefined;
  /** A directory file whose numbers are called instead of the invented city's. */
  directory: string | undefined;
  speed: number;
  /** ms since the epoch; undefined is now. */
  startAt: number | undefined;
  seed: string;
  calls: number | undefined;
  rate: number | undefined;
  burst: number;
  modes: readonly Mode[];
  disturbance: Partial<Disturbance>;
}

export const simulateHelp = `npm run simulate -- [options]

  --port N            where the REST side listens (4010; 0 for any free port)
  --city              make a city's calls; needs --target
  --directory FILE    call the numbers of this directory file (CSV) instead of the invented city's
  --target URL        where the product listens, such as http://localhost:3000
  --speed N           run N times as fast as the clock (1)
  --start TIME        begin the simulated time here, ISO 8601 (now)
  --seed TEXT         the same seed makes the same calls (hanbit)
  --calls N           stop after N calls (never)
  --rate N            N calls a second instead of the city's own rate
  --burst N           so many calls within the first seconds (0)
  --modes LIST        only these, separated by commas: ${modes.join(', ')}
  --lose SHARE        share of status callbacks, 0 to 1, that never arrive (0)
  --duplicate SHARE   share that arrives twice (0)
  --reorder SHARE     share that arrives behind later ones (0)
  --late SHARE        share that arrives late (0)
  --late-seconds N    how late at most (30)

Account, token, public address and time zone come from the product's own settings (.env.example).`;

const options = {
  help: { type: 'boolean' },
  city: { type: 'boolean' },
  port: { type: 'string' },
  target: { type: 'string' },
  directory: { type: 'string' },
  speed: { type: 'string' },
  start: { type: 'string' },
  seed: { type: 'string' },
  calls: { type: 'string' },
  rate: { type: 'string' },
  burst: { type: 'string' },
  modes: { type: 'string' },
  lose: { type: 'string' },
  duplicate: { type: 'string' },
  reorder: { type: 'string' },
  late: { type: 'string' },
  'late-seconds': { type: 'string' },
} as const;

/** @throws UsageError naming the option and what it takes. */
export function readSimulateOptions(args: readonly string[]): SimulateOptions | 'help' {
  const given = parse(args);
  if (given.help) return 'help';
  const number = (name: keyof typeof options, low: number, high: number): number | undefined => {
    const text = given[name];
    if (typeof text !== 'string') return undefined;
    const value = Number(text);
    if (text.trim() !== '' && value >= low && value <= high) return value;
    throw new UsageError(`--${name} takes a number from ${low} to ${high}, not "${text}".`);
  };
  const whole = (name: keyof typeof options, low: number, high: number): number | undefined => {
    const value = number(name, low, high);
    if (value === undefined || Number.isInteger(value)) return value;
    throw new UsageError(`--${name} takes a whole number, not "${given[name]}".`);
  };
  if (given.city && given.target === undefined)
    throw new UsageError('--city needs --target, the address of the product.');
  if (given.target !== undefined && !/^https?:\/\/[^/?#]+/.test(given.target)) {
    throw new UsageError(`--target takes an address such as http://localhost:3000, not "${given.target}".`);
  }
  return {
    port: whole('port', 0, 65_535) ?? 4010,
    city: given.city ?? false,
    target: given.target?.replace(/\/+$/, ''),
    directory: given.directory,
    speed: number('speed', 0.01, 1_000) ?? 1,
    startAt: readStart(given.start),
    seed: given.seed ?? 'hanbit',
    calls: whole('calls', 1, 10_000_000),
    rate: number('rate', 0.001, 1_000),
    burst: whole('burst', 0, 10_000) ?? 0,
    modes: readModes(given.modes),
    disturbance: {
      lose: number('lose', 0, 1) ?? 0,
      duplicate: number('duplicate', 0, 1) ?? 0,
      reorder: number('reorder', 0, 1) ?? 0,
      late: number('late', 0, 1) ?? 0,
      lateSeconds: number('late-seconds', 0, 86_400) ?? 30,
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} See --help.`);
  }
}

function readStart(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new UsageError(`--start takes a time such as 2026-03-02T10:00:00+09:00, not "${text}".`);
  return at;
}

function readModes(text: string | undefined): readonly Mode[] {
  if (text === undefined) return modes;
  const names = text.split(',').map((name) => name.trim());
  const chosen = modes.filter((mode) => names.includes(mode));
  const wrong = names.filter((name) => !modes.some((mode) => mode === name));
  if (wrong.length > 0)
    throw new UsageError(`--modes does not know ${wrong.join(', ')}; choose from ${modes.join(', ')}.`);
  return chosen;
}
