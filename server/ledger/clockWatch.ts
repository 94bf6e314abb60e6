// Compares this process's clock with the database's: boards of several processes tick alike only while their clocks agree.
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { Store } from '../storage/port.js';

export interface ClockWatch {
  /** Resolves after the first comparison, also when the database did not answer. */
  start(): Promise<void>;
  /** ms by which this process is ahead of the database, at the last comparison; undefined before the first. */
  aheadMs(): number | undefined;
  stop(): void;
}

const compareEveryMs = 60_000;
/** A live clock that jumps by less is not noticed. */
const mostApartMs = 500;

export function createClockWatch(parts: { store: Pick<Store, 'time'>; clock: Clock; logger: Logger }): ClockWatch {
  const { store, clock, logger } = parts;
  let ahead: number | undefined;
  let isStopped = false;
  let cancel = () => {};

  async function compare(): Promise<void> {
    const asked = clock.now();
    const theirs = await store.time();
    const answered = clock.now();
    ahead = Math.round((asked + answered) / 2 - theirs);
    // The database may have looked at its clock at any moment in between.
    if (Math.abs(ahead) - (answered - asked) / 2 > mostApartMs) {
      logger.warn({ aheadMs: ahead }, 'this clock and the clock of the database differ; let both follow a time server');
    }
  }

  async function compareAndPlan(): Promise<void> {
    try {
      await compare();
    } catch (error) {
      // That the database is away is told by those who need it.
      logger.debug({ err: error }, 'the clocks could not be compared');
    }
    if (!isStopped) cancel = clock.at(clock.now() + compareEveryMs, () => void compareAndPlan());
  }

  return {
    start: compareAndPlan,
    aheadMs: () => ahead,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
