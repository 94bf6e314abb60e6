// Several processes share the database and nothing else: each asks it what changed and shows the calls it does not have.
// Nothing is announced, so nothing can be lost between commit and announcement, and the same question heals a cut, a pause
// or a dead neighbour (STORAGE.md, "Several processes").
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { Changes, Collection } from '../storage/port.js';
import type { CallRecord } from './callRecord.js';

export interface ChangeFeedParts {
  calls: Pick<Collection<CallRecord>, 'changes' | 'getMany'>;
  /** The revision at which the board has the call. */
  revisionOf(id: string): number | undefined;
  show(records: readonly CallRecord[]): Promise<void>;
  /** The database answers again after an outage. */
  onRecovered(): void;
  clock: Clock;
  logger: Logger;
}

export interface ChangeFeed {
  /** Marks the present, then looks again and again. What the caller reads from now on and what the feed shows leave no gap. */
  start(): Promise<void>;
  /** ms since the last look that succeeded: so old is what the board knows of other processes at most. */
  ageMs(): number;
  /** At once: a look that is under way shows nothing any more. */
  stop(): void;
}

const lookEveryMs = 250;
/** From the stamp of a write to the moment others can see it. */
const overlapMs = 2_000;
/** A stalled disk, or a new primary whose clock is behind: looked for now and then, since it costs a larger answer. */
const wideOverlapMs = 30_000;
const wideEveryMs = 10_000;
/** The database is back and the board complete within the 5 s that a board may be stale. */
const longestPauseMs = 2_000;
/** Calls of 20 kB each shown in one go: some 10 ms. */
const slice = 50;

export function createChangeFeed(parts: ChangeFeedParts): ChangeFeed {
  const { calls, revisionOf, show, onRecovered, clock, logger } = parts;
  let marker = '';
  let lookedAt = clock.now();
  let wideAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let isStopped = false;
  let cancel = () => {};

  async function take({ entries }: Changes): Promise<void> {
    const missing = entries.filter(({ id, revision }) => (revisionOf(id) ?? 0) < revision).map(({ id }) => id);
    for (let from = 0; from < missing.length && !isStopped; from += slice) {
      const records = await calls.getMany(missing.slice(from, from + slice));
      if (!isStopped) await show(records);
      await setImmediate();
    }
  }

  async function look(overlap: number): Promise<void> {
    let answer = await calls.changes({ after: marker, overlapMs: overlap });
    await take(answer);
    while (!answer.isComplete && !isStopped) {
      answer = await calls.changes({ after: answer.marker });
      await take(answer);
    }
    // Only now: what failed halfway is asked for again.
    marker = answer.marker;
  }

  async function lookOnce(): Promise<void> {
    const now = clock.now();
    const isWide = failures > 0 || now >= wideAt;
    try {
      await look(isWide ? wideOverlapMs : overlapMs);
      lookedAt = now;
      if (isWide) wideAt = now + wideEveryMs;
      if (failures > 0) {
        failures = 0;
        logger.info('the database tells again what other processes commit');
        onRecovered();
      }
    } catch (error) {
      if (isStopped) return;
      failures += 1;
      if (failures === 1) logger.warn({ err: error }, 'the database does not tell what other processes commit');
    }
  }

  function plan(): void {
    if (isStopped) return;
    const pause = Math.min(lookEveryMs * 2 ** Math.min(failures, 10), longestPauseMs);
    cancel = clock.at(clock.now() + pause, () => {
      void lookOnce().finally(plan);
    });
  }

  return {
    async start() {
      ({ marker } = await calls.changes({}));
      lookedAt = clock.now();
      plan();
    },
    ageMs: () => Math.max(0, clock.now() - lookedAt),
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
