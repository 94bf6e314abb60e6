// Questions to Twilio in turn: pauses between them, longer ones after failures, and an end.
import { expect, test } from '@jest/globals';
import { createPace } from '../../../server/twilio/pace.js';
import { manualClock } from '../../support/manualClock.js';

/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

test('one question at a time, a second apart', async () => {
  const clock = manualClock(0);
  const pace = createPace(clock);
  const asked: number[] = [];
  const ask = () => pace.ask(async () => void asked.push(clock.now()));
  const all = Promise.all([ask(), ask(), ask()]);
  await settle();
  expect(asked).toEqual([0]);
  for (const _ of asked.concat([0, 0])) {
    clock.advance(500);
    await settle();
    clock.advance(500);
    await settle();
  }
  await all;
  expect(asked).toEqual([0, 1_000, 2_000]);
});

test('each failure in a row doubles the pause up to a minute, and a success ends that', async () => {
  const clock = manualClock(0);
  const pace = createPace(clock);
  const at: number[] = [];
  const ask = async (fails: boolean) => {
    const count = at.length;
    const outcome = pace
      .ask(async () => {
        at.push(clock.now());
        if (fails) throw new Error('429');
      })
      .catch(() => undefined);
    await settle();
    while (at.length === count) {
      clock.advance(1_000);
      await settle();
    }
    await outcome;
  };
  for (const fails of [true, true, true, true, true, true, true, false, false]) await ask(fails);
  const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  expect(gaps).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 1_000]);
});

test('whoever waits is let go when it stops, and nothing is asked any more', async () => {
  const pace = createPace(manualClock(0));
  await pace.ask(async () => undefined);
  const asked: string[] = [];
  const waiting = pace.ask(async () => void asked.push('late'));
  await settle();
  pace.stop();
  await expect(waiting).rejects.toThrow('asked nothing more');
  expect(asked).toEqual([]);
});
