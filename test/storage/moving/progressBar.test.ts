// The bar that long work shows: redrawn where a person watches, a line now and then where a log is kept.
import { describe, expect, test } from '@jest/globals';
import { createProgressBar, progressText } from '../../../scripts/moving/createProgressBar.js';
import { manualClock } from '../../support/manualClock.js';

function draw(isTTY: boolean) {
  const clock = manualClock(0);
  const written: string[] = [];
  const bar = createProgressBar({ isTTY, write: (text) => written.push(text) }, clock);
  return { clock, written, bar };
}

describe('the progress bar', () => {
  test('says what, how much of how many, how fast and how long still', () => {
    expect(progressText({ what: 'Saving calls', done: 1_000, total: 4_000, elapsedMs: 2_000 })).toBe(
      'Saving calls [######------------------]   25 %  1,000 of 4,000  500/s  6 s left',
    );
    expect(progressText({ what: 'Copying', done: 10, total: 72_010, elapsedMs: 1_000 })).toContain('2.0 h left');
    expect(progressText({ what: 'Copying', done: 10, total: 6_010, elapsedMs: 1_000 })).toContain('10 min left');
  });

  test('is full when there was nothing to do, and never over full when there was more than expected', () => {
    expect(progressText({ what: 'Saving', done: 0, total: 0, elapsedMs: 0 })).toMatch(/\[#{24}\] +100 % +0 of 0$/);
    expect(progressText({ what: 'Saving', done: 7, total: 5, elapsedMs: 1_000 })).toMatch(/100 % +7 of 7 +7\/s$/);
  });

  test('on a terminal redraws one line, not for every document, and is gone at the end', () => {
    const { clock, written, bar } = draw(true);
    bar.begin('Saving', 10);
    for (let document = 0; document < 10; document += 1) {
      clock.advance(30);
      bar.advance(1);
    }
    bar.end();
    expect(written).toHaveLength(4);
    for (const text of written) {
      expect(text.startsWith('\r\u001b[K')).toBe(true);
      expect(text).not.toContain('\n');
    }
    expect(written.at(-1)).toBe('\r\u001b[K');
  });

  test('in a log writes a line every five seconds, and none for what is over at once', () => {
    const { clock, written, bar } = draw(false);
    bar.begin('Saving users', 1);
    bar.advance(1);
    bar.begin('Saving calls', 100);
    for (let slice = 0; slice < 10; slice += 1) {
      clock.advance(1_100);
      bar.advance(10);
    }
    bar.end();
    expect(written).toEqual([
      expect.stringMatching(/^Saving calls \[.*50 of 100.*\n$/),
      expect.stringMatching(/^Saving calls \[.*100 of 100.*\n$/),
    ]);
  });
});
