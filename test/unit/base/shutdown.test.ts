// Stopping: in reverse order, once, and never for ever.
import { describe, expect, test } from '@jest/globals';
import { createLogger } from '../../../server/base/logger.js';
import { createShutdown } from '../../../server/base/shutdown.js';
import { manualClock } from '../../support/manualClock.js';

function stage() {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const clock = manualClock(0);
  return { lines, clock, shutdown: createShutdown({ clock, logger, stepLimitMs: 1_000 }) };
}

describe('a shutdown', () => {
  test('closes first what was opened last, each step after the one before', async () => {
    const { shutdown } = stage();
    const order: string[] = [];
    for (const name of ['store', 'pipeline', 'connections']) {
      shutdown.add(name, async () => {
        order.push(`${name} begins`);
        await Promise.resolve();
        order.push(`${name} ends`);
      });
    }
    await shutdown.run();
    expect(order).toEqual(['connections', 'pipeline', 'store'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  test('runs once, however often it is asked', async () => {
    const { shutdown } = stage();
    let runs = 0;
    shutdown.add('store', () => {
      runs += 1;
    });
    await Promise.all([shutdown.run(), shutdown.run()]);
    await shutdown.run();
    expect(runs).toBe(1);
  });

  test('names a step that fails or hangs, and goes on', async () => {
    const { clock, lines, shutdown } = stage();
    let isStoreClosed = false;
    shutdown.add('store', () => {
      isStoreClosed = true;
    });
    shutdown.add('pipeline', () => {
      throw new Error('broken');
    });
    shutdown.add('connections', () => new Promise<void>(() => {}));
    const done = shutdown.run();
    clock.advance(1_000);
    await done;
    expect(isStoreClosed).toBe(true);
    expect(lines.map((line) => (JSON.parse(line) as { step: string }).step)).toEqual(['connections', 'pipeline']);
  });
});
