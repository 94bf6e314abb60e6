// A clock that moves only when a test says so; tasks run in time order.
import type { Clock } from '../../server/base/clock.js';

export interface ManualClock extends Clock {
  advanceTo(ms: number): void;
  advance(ms: number): void;
}

export function manualClock(start: number): ManualClock {
  let now = start;
  let tasks: { at: number; task: () => void }[] = [];
  const clock: ManualClock = {
    now: () => now,
    at(at, task) {
      const entry = { at, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((one) => one !== entry);
      };
    },
    advanceTo(ms) {
      for (;;) {
        const due = tasks.filter(({ at }) => at <= ms).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        tasks = tasks.filter((one) => one !== due);
        now = Math.max(now, due.at);
        due.task();
      }
      now = Math.max(now, ms);
    },
    advance: (ms) => clock.advanceTo(now + ms),
  };
  return clock;
}
