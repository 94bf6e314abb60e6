import { expect, test } from '@jest/globals';
import { createVirtualClock } from '../../../scripts/simulate/simulationClock.js';

test('a virtual clock with a rest lets what takes real time begin before it jumps on', async () => {
  const clock = createVirtualClock(0, { restMs: 50 });
  const begun = new Promise<number>((resolve) => setTimeout(() => resolve(clock.now()), 1));
  const jumped = new Promise<number>((resolve) => clock.at(3_600_000, () => resolve(clock.now())));
  expect(await Promise.race([begun, jumped])).toBe(0);
  expect(await jumped).toBe(3_600_000);
});
