// A call's requests leave one after the other, so that nothing but a disturbance changes their order.
import type { Answered, Delivery, Post } from './deliverRequest.js';
import { type Disturbance, drawFate } from './disturbance.js';
import type { Random } from './random.js';
import type { SimulationClock } from './simulationClock.js';
import type { Totals } from './totals.js';

export interface Sending {
  /** Sends after everything sent before. */
  ask(post: Post): Promise<Answered>;
  /** Sends in order, too, or suffers a disturbance; the caller goes on at once. */
  tell(post: Post): void;
  /** Resolves once nothing is under way any more. @throws whatever went wrong on this side of the wire. */
  finished(): Promise<void>;
}

export function createSending(parts: {
  clock: SimulationClock;
  delivery: Delivery;
  random: Random;
  disturbance: Disturbance;
  totals: Totals;
  signal: AbortSignal;
  /** Hears of every delivery and its fate. */
  onAnswered(entry: { post: Post; answered: Answered; tookMs: number }): void;
}): Sending {
  const { clock, delivery, totals, signal } = parts;
  const pending = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let tail: Promise<unknown> = Promise.resolve();
  const post = async (next: Post) => {
    const sentAt = Date.now();
    const answered = await delivery.post(next);
    parts.onAnswered({ post: next, answered, tookMs: Date.now() - sentAt });
    return answered;
  };
  const keep = (work: Promise<unknown>) => {
    const settled: Promise<void> = work
      .catch((error: unknown) => void failures.push(error))
      .then(() => void pending.delete(settled));
    pending.add(settled);
  };
  const inOrder = (next: Post): Promise<Answered> => {
    const sent = clock.during(tail.then(() => post(next)));
    tail = sent.catch(() => undefined);
    return sent;
  };
  const later = async (next: Post, delayMs: number): Promise<void> => {
    await new Promise<void>((resolve) => {
      const finish = () => {
        cancel();
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const cancel = clock.at(next.at + delayMs, finish);
      signal.addEventListener('abort', finish, { once: true });
    });
    if (!signal.aborted) await clock.during(post(next));
  };
  return {
    ask: inOrder,
    tell(next) {
      const fate = drawFate(parts.random, parts.disturbance);
      if (fate.lost) {
        totals.lost += 1;
        return;
      }
      if (fate.delayMs > 0) totals.delayed += 1;
      keep(fate.delayMs > 0 ? later(next, fate.delayMs) : inOrder(next));
      if (fate.repeatMs === null) return;
      totals.duplicated += 1;
      keep(later(next, fate.delayMs + fate.repeatMs));
    },
    async finished() {
      while (pending.size > 0) await Promise.all(pending);
      if (failures.length > 0) throw failures[0];
    },
  };
}
