// Group commit: what arrives while one durable step is under way travels together in the next, each caller with its own outcome.

interface Waiting<Operation, Outcome> {
  operation: Operation;
  resolve: (outcome: Outcome) => void;
  reject: (reason: unknown) => void;
}

export interface GroupCommit<Operation, Outcome> {
  add(operation: Operation): Promise<Outcome>;
  /** Resolves when nothing is waiting or under way. */
  drained(): Promise<void>;
}

/**
 * @param flush makes one batch durable, in order, and answers for each operation: its outcome, or the error that only its caller sees.
 *   When it throws, the whole batch is of unknown fate and every caller is told so.
 * @param largest operations in one batch; bounds how long a single step can take.
 */
export function createGroupCommit<Operation, Outcome>(
  flush: (operations: readonly Operation[]) => Promise<readonly (Outcome | Error)[]>,
  largest: number,
): GroupCommit<Operation, Outcome> {
  let waiting: Waiting<Operation, Outcome>[] = [];
  let underWay: Promise<void> | undefined;

  async function flushBatch(batch: readonly Waiting<Operation, Outcome>[]): Promise<void> {
    try {
      const outcomes = await flush(batch.map(({ operation }) => operation));
      batch.forEach(({ resolve, reject }, position) => {
        const outcome = outcomes[position];
        if (outcome === undefined) reject(new Error('A write was left without an outcome.'));
        else if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function run(): Promise<void> {
    // One turn of the microtask queue gathers everything that was asked for in the same breath.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, largest);
      waiting = waiting.slice(largest);
      await flushBatch(batch);
    }
    underWay = undefined;
  }

  return {
    add: (operation) =>
      new Promise((resolve, reject) => {
        waiting.push({ operation, resolve, reject });
        underWay ??= run();
      }),
    async drained() {
      while (underWay) await underWay;
    },
  };
}
