// What the network does to status callbacks on their way: shares from 0 to 1 of them are lost, doubled, swapped or late.
import type { Random } from './random.js';

export interface Disturbance {
  lose: number;
  duplicate: number;
  reorder: number;
  late: number;
  lateSeconds: number;
}

export const undisturbed: Disturbance = { lose: 0, duplicate: 0, reorder: 0, late: 0, lateSeconds: 30 };

export interface Fate {
  lost: boolean;
  /** ms; 0 is on time. */
  delayMs: number;
  /** ms after the first copy; null when there is no second one. */
  repeatMs: number | null;
}

export function drawFate(random: Random, disturbance: Disturbance): Fate {
  const { lose, duplicate, reorder, late, lateSeconds } = disturbance;
  const lost = random.chance(lose);
  const isLate = random.chance(late);
  const isSwapped = random.chance(reorder);
  // Long enough to land behind the leg's next event, which is mostly seconds away.
  const swapMs = isSwapped ? random.whole(1_000, 8_000) : 0;
  const delayMs = isLate ? Math.round(random.between(0.5, 1) * lateSeconds * 1000) : swapMs;
  return { lost, delayMs, repeatMs: random.chance(duplicate) ? random.whole(50, 5_000) : null };
}
