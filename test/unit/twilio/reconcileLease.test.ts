// Several processes on one database: one at a time compares, none too soon after another, and a crash frees the place.
import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../../server/base/clock.js';
import { createLease, reconcileLeases } from '../../../server/twilio/reconcile/lease.js';
import { storeLanes } from '../../support/storeLanes.js';

describe.each(storeLanes())('$title the lease', (lane) => {
  async function withTwo(
    work: (one: ReturnType<typeof createLease>, other: typeof one, pass: (ms: number) => void) => Promise<void>,
  ) {
    const opened = await lane.open([reconcileLeases], systemClock);
    let passed = 0;
    const store = {
      ...opened.store,
      collection: opened.store.collection.bind(opened.store),
      time: async () => 1_000_000 + passed,
    };
    try {
      await work(createLease(store, 'one'), createLease(store, 'other'), (ms) => {
        passed += ms;
      });
    } finally {
      await opened.dispose();
    }
  }

  test('is one process’s, however many ask at once', () =>
    withTwo(async (one, other) => {
      const taken = await Promise.all([one.take('planned'), other.take('planned')]);
      expect(taken.filter((answer) => answer !== undefined)).toEqual([{ suspects: [] }]);
    }));

  test('hands on what was suspected, and is not due again at once', () =>
    withTwo(async (one, other, pass) => {
      await one.take('planned');
      await one.giveBack({ suspects: ['CA1'], dueInMs: 270_000 });
      expect(await other.take('planned')).toBeUndefined();
      expect(await other.take('asked')).toEqual({ suspects: ['CA1'] });
      await other.giveBack({ suspects: ['CA1'], dueInMs: 270_000 });
      pass(270_000);
      expect(await one.take('planned')).toEqual({ suspects: ['CA1'] });
    }));

  test('of a process that died becomes free, and one that only slept hears that it lost it', () =>
    withTwo(async (one, other, pass) => {
      await one.take('planned');
      expect(await one.extend()).toBe(true);
      pass(179_000);
      expect(await other.take('planned')).toBeUndefined();
      pass(1_000);
      expect(await other.take('planned')).toEqual({ suspects: [] });
      expect(await one.extend()).toBe(false);
      await one.giveBack({ suspects: ['CA2'], dueInMs: 0 });
      expect(await other.extend()).toBe(true);
    }));
});
