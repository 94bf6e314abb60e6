// This clock against the database's: a difference is told, a slow answer is not one.
import { describe, expect, test } from '@jest/globals';
import { createClockWatch } from '../../../server/ledger/clockWatch.js';
import { manualClock } from '../../support/manualClock.js';
import { countingLogger, turns } from './sharedDatabase.js';

function watch(options: { differenceMs: number; askMs?: number; answerMs?: number }) {
  const clock = manualClock(1_000_000);
  const { logger, warn } = countingLogger();
  const database = { ...options, isDown: false };
  const store = {
    async time() {
      if (database.isDown) throw new Error('gone');
      clock.advance(database.askMs ?? 0);
      const time = clock.now() + database.differenceMs;
      clock.advance(database.answerMs ?? 0);
      return time;
    },
  };
  return { clock, warn, database, watching: createClockWatch({ store, clock, logger }) };
}

describe('the clock watch', () => {
  test.each([
    { differenceMs: -499, warnings: 0 },
    { differenceMs: 500, warnings: 0 },
    { differenceMs: 501, warnings: 1 },
    { differenceMs: -60_000, warnings: 1 },
  ])('tells of a database that is $differenceMs ms ahead $warnings times', async ({ differenceMs, warnings }) => {
    const { watching, warn } = watch({ differenceMs });
    expect(watching.aheadMs()).toBeUndefined();
    await watching.start();
    expect(watching.aheadMs()).toBe(-differenceMs);
    expect(warn).toHaveBeenCalledTimes(warnings);
    watching.stop();
  });

  test.each([
    { askMs: 3_000, answerMs: 0 },
    { askMs: 0, answerMs: 3_000 },
  ])('takes a slow answer for no difference', async (way) => {
    const { watching, warn } = watch({ differenceMs: 0, ...way });
    await watching.start();
    expect(warn).not.toHaveBeenCalled();
    watching.stop();
  });

  test('compares each minute, keeps its word while the database is away, and ends when stopped', async () => {
    const { clock, database, watching, warn } = watch({ differenceMs: 0 });
    await watching.start();
    database.isDown = true;
    clock.advance(60_000);
    await turns();
    expect(watching.aheadMs()).toBe(0);
    database.isDown = false;
    database.differenceMs = 700;
    clock.advance(60_000);
    await turns();
    expect([watching.aheadMs(), warn.mock.calls.length]).toEqual([-700, 1]);
    watching.stop();
    database.differenceMs = 900;
    clock.advance(120_000);
    await turns();
    expect(watching.aheadMs()).toBe(-700);
  });
});
