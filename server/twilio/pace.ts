// One question to Twilio at a time, with a pause between, and a longer one after each that failed: REST is shared with
// whatever else uses the account, and Twilio refuses those who hurry.
import type { Clock } from '../base/clock.js';

/** Whoever waits hears it when the server stops. */
export class AskingStopped extends Error {
  override name = 'AskingStopped';
}

export interface Pace {
  /** In turn; rejects as the request does, or when stopped before it began. */
  ask<T>(request: () => Promise<T>): Promise<T>;
  stop(): void;
}

const gapMs = 1_000;
const longestGapMs = 60_000;

export function createPace(clock: Clock): Pace {
  let turn: Promise<unknown> = Promise.resolve();
  let pauseMs = gapMs;
  let nextAt = 0;
  let isStopped = false;
  let wake = () => {};

  async function untilNext(): Promise<void> {
    if (isStopped || nextAt <= clock.now()) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.at(nextAt, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  }

  async function take<T>(request: () => Promise<T>): Promise<T> {
    await untilNext();
    if (isStopped) throw new AskingStopped('Twilio is asked nothing more: the server stops.');
    try {
      const answer = await request();
      pauseMs = gapMs;
      return answer;
    } catch (error) {
      pauseMs = Math.min(pauseMs * 2, longestGapMs);
      throw error;
    } finally {
      nextAt = clock.now() + pauseMs;
    }
  }

  return {
    ask(request) {
      const mine = turn.then(() => take(request));
      // Whoever asked hears of the failure; whoever comes next only waits for it.
      turn = mine.catch(() => undefined);
      return mine;
    },
    stop() {
      isStopped = true;
      wake();
    },
  };
}
