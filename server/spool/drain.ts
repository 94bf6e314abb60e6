// Empties the spool into the database: many calls at once, each in its own order, and gently while the database is away.
import type { Clock } from '../base/clock.js';
import type { WaitingEvents } from './waitingEvents.js';

export interface Drain {
  /** Something waits. */
  wake(): void;
  /** The database has just answered: no need to pause. */
  hurry(): void;
  stop(): void;
}

const firstPauseMs = 50;
/** A database that is back is noticed within this and the time of one attempt. */
const longestPauseMs = 4_000;
/** Calls at once: enough for one full group commit, few enough to leave room for what comes in meanwhile. */
const callsAtOnce = 64;

/**
 * @param attempt tries all that waits of one call; resolves with whether the database took it.
 * @param parts.isDown while it is, one call alone asks whether the database is back.
 */
export function createDrain(parts: {
  waiting: Pick<WaitingEvents, 'first' | 'postpone' | 'size'>;
  attempt: (callId: string) => Promise<boolean>;
  isDown: () => boolean;
  clock: Clock;
}): Drain {
  const { waiting, attempt, isDown, clock } = parts;
  let isRunning = false;
  let isStopped = false;
  let endPause: (() => void) | undefined;

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.at(clock.now() + ms, () => endPause?.());
      endPause = () => {
        cancel();
        endPause = undefined;
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!isStopped && waiting.size() > 0) {
      const ids = waiting.first(isDown() ? 1 : callsAtOnce);
      const taken = await Promise.all(ids.map(attempt));
      if (taken.includes(true)) pauseMs = firstPauseMs;
      if (!taken.includes(false) || isStopped) continue;
      // What is refused again and again must not stand before what would be taken.
      for (const [index, id] of ids.entries()) if (taken[index] === false) waiting.postpone(id);
      await pause(pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
    isRunning = false;
  }

  return {
    wake() {
      if (isStopped || isRunning) return;
      isRunning = true;
      void run();
    },
    hurry: () => endPause?.(),
    stop() {
      isStopped = true;
      endPause?.();
    },
  };
}
