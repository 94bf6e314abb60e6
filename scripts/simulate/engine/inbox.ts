// What happens to a leg from outside, in order: one reader waits for the next signal or a moment, whichever comes first.
import type { SimulationClock } from '../simulationClock.js';

export interface Inbox<Signal> {
  put(signal: Signal): void;
  /** Undefined when nothing came until then (ms; Infinity waits). @throws the reason of `stop`. */
  next(until: number): Promise<Signal | undefined>;
}

export function createInbox<Signal>(clock: SimulationClock, stop: AbortSignal): Inbox<Signal> {
  const waiting: Signal[] = [];
  let wake: (() => void) | undefined;
  return {
    put(signal) {
      waiting.push(signal);
      wake?.();
    },
    async next(until) {
      if (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          const finish = () => {
            cancel?.();
            stop.removeEventListener('abort', finish);
            wake = undefined;
            resolve();
          };
          const cancel = Number.isFinite(until) ? clock.at(until, finish) : undefined;
          stop.addEventListener('abort', finish, { once: true });
          wake = finish;
        });
      }
      stop.throwIfAborted();
      return waiting.shift();
    },
  };
}
