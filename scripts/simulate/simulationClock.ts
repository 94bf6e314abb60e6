// The stand-in's clocks: the wall clock at any speed, and a virtual one for tests, which jumps to the next event.
import type { Clock } from '../../server/base/clock.js';

export interface SimulationClock extends Clock {
  /** A virtual clock stands still until the work is done; the wall clock does not care. */
  during<T>(work: Promise<T>): Promise<T>;
}

/** Runs `speed` times as fast as the wall, from `startAt` (ms since the epoch; now when absent). Keeps the process alive. */
export function createScaledClock(speed: number, startAt?: number): SimulationClock {
  const realStart = Date.now();
  const start = startAt ?? realStart;
  // Whole milliseconds, as everywhere.
  const now = () => start + Math.floor((Date.now() - realStart) * speed);
  return {
    now,
    at(at, task) {
      const timer = setTimeout(task, Math.max(0, (at - now()) / speed));
      return () => clearTimeout(timer);
    },
    during: (work) => work,
  };
}

/**
 * Time passes only when nothing is going on, and then at once to the next planned task.
 * @param restMs real time that must pass first, for a product that acts by itself upon what it was told.
 */
export function createVirtualClock(startAt: number, { restMs = 0 } = {}): SimulationClock {
  let now = startAt;
  let busy = 0;
  let order = 0;
  let awake = false;
  const queue: { at: number; order: number; task: () => void }[] = [];
  const wake = () => {
    if (awake || busy > 0 || queue.length === 0) return;
    awake = true;
    // A full turn of the event loop lets everything that the last task set off plan its own next step first.
    const rest = restMs === 0 ? setImmediate : (task: () => void) => setTimeout(task, restMs);
    rest(() => {
      awake = false;
      if (busy > 0) return;
      const next = queue.shift();
      if (!next) return;
      now = Math.max(now, next.at);
      next.task();
      wake();
    });
  };
  return {
    now: () => now,
    at(at, task) {
      order += 1;
      const entry = { at, order, task };
      const after = queue.findIndex((other) => other.at > at);
      queue.splice(after === -1 ? queue.length : after, 0, entry);
      wake();
      return () => {
        const index = queue.indexOf(entry);
        if (index !== -1) queue.splice(index, 1);
      };
    },
    async during(work) {
      busy += 1;
      try {
        return await work;
      } finally {
        busy -= 1;
        wake();
      }
    },
  };
}
