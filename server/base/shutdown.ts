// Stopping in order, once, and within a time limit: what was opened last is closed first; what hangs is named and left.
import type { Clock } from './clock.js';
import type { Logger } from './logger.js';

export interface Shutdown {
  /** Added when something is opened; steps run in reverse order. */
  add(name: string, step: () => Promise<void> | void): void;
  /** Every call returns the same promise; it never rejects. */
  run(): Promise<void>;
}

export function createShutdown(parts: { clock: Clock; logger: Logger; stepLimitMs: number }): Shutdown {
  const { clock, logger, stepLimitMs } = parts;
  const steps: { name: string; step: () => Promise<void> | void }[] = [];
  let running: Promise<void> | undefined;

  async function runStep(name: string, step: () => Promise<void> | void): Promise<void> {
    let cancel = () => {};
    const limit = new Promise<never>((_resolve, reject) => {
      cancel = clock.at(clock.now() + stepLimitMs, () => reject(new Error(`took longer than ${stepLimitMs} ms`)));
    });
    try {
      await Promise.race([Promise.resolve().then(step), limit]);
    } catch (error) {
      logger.error({ err: error, step: name }, 'a step of the shutdown failed');
    } finally {
      cancel();
    }
  }

  async function runAll(): Promise<void> {
    for (const { name, step } of steps.reverse()) await runStep(name, step);
  }

  return {
    add: (name, step) => void steps.push({ name, step }),
    run() {
      running ??= runAll();
      return running;
    },
  };
}
