// The only clock and the only timers of the product; tests pass their own.
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` at or after `at` (ms since the epoch); returns a cancel function. */
  at(at: number, task: () => void): () => void;
}

// setTimeout overflows beyond about 24.8 days; nothing of ours waits longer than a day.
const longestTimerMs = 24 * 3_600_000;

export const systemClock: Clock = {
  now: () => Date.now(),
  at(at, task) {
    const timer = setTimeout(task, Math.min(Math.max(0, at - Date.now()), longestTimerMs));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
