// What the access record needs now and then: unfinished changes marked, old entries replaced by a checkpoint.
import { DateTime } from 'luxon';
import type { Logger } from '../base/logger.js';
import { type ForgettingParts, forgetOld } from './forgetOld.js';
import { markUnfinished, type UnfinishedParts } from './unfinished.js';

export interface AuditUpkeep {
  /** Resolves after the first round. @throws StorageError */
  start(): Promise<void>;
  /** Resolves when no round is under way. */
  stop(): Promise<void>;
}

export interface UpkeepParts extends UnfinishedParts, ForgettingParts {
  audit: ForgettingParts['audit'];
  /** True where no other process writes: then nothing is under way at a start. */
  isAlone: boolean;
  keepMonths: number;
  timeZone: string;
  logger: Logger;
}

/** Longer than a database may take to answer a write (20 s) and a request to send its body (30 s), together. */
export const graceMs = 60_000;
const roundEveryMs = 5 * 60_000;
/** Before the last entry: what the last round of the last process may not have seen, twice over. */
const lookBackMs = 15 * 60_000;

export function createAuditUpkeep(parts: UpkeepParts): AuditUpkeep {
  const { entries, clock, timeZone, keepMonths, logger } = parts;
  let next = 1;
  let forgottenOn = '';
  let cancel = () => {};
  let isStopped = false;
  let underWay = Promise.resolve();

  async function firstToLookAt(): Promise<number> {
    const { items: ends } = await entries.list({ index: 'bySeq', order: 'descending', limit: 1 });
    const from = (ends[0]?.at ?? 0) - lookBackMs;
    const { items } = await entries.list({ index: 'byTime', range: { from }, limit: 1 });
    return items[0]?.seq ?? 1;
  }

  async function forget(): Promise<void> {
    const today = DateTime.fromMillis(clock.now(), { zone: timeZone }).startOf('day');
    if (today.toISODate() === forgottenOn) return;
    const removed = await forgetOld(parts, today.minus({ months: keepMonths }).toMillis());
    forgottenOn = today.toISODate() ?? '';
    if (removed > 0) logger.info({ removed }, 'old entries of the access record were replaced by a checkpoint');
  }

  async function round(grace: number): Promise<void> {
    next = await markUnfinished(parts, next, grace);
    await forget();
  }

  function plan(): void {
    if (isStopped) return;
    cancel = clock.at(clock.now() + roundEveryMs, () => {
      underWay = round(graceMs)
        .catch((error: unknown) => {
          logger.warn({ err: error }, 'the access record could not be looked after; it will be tried again');
        })
        .then(plan);
    });
  }

  return {
    async start() {
      next = await firstToLookAt();
      await round(parts.isAlone ? 0 : graceMs);
      plan();
    },
    async stop() {
      isStopped = true;
      cancel();
      await underWay;
    },
  };
}
