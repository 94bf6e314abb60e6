// How far it is: a bar that redraws itself where a person watches, a line every few seconds where a log is kept.
import type { Clock } from '../../server/base/clock.js';
import type { Progress } from '../../server/storage/moving/progress.js';

export interface ProgressBar extends Progress {
  /** Takes the bar away; what is printed next stands in its place. */
  end(): void;
}

interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Often enough to move, seldom enough to cost nothing. */
const redrawEveryMs = 100;
/** Long enough to read, short enough to see that it lives. */
const lineEveryMs = 5_000;
const width = 24;
const clearLine = '\r\u001b[K';

export interface Stretch {
  what: string;
  done: number;
  /** About; never less than `done` when shown. */
  total: number;
  elapsedMs: number;
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

/** "Saving calls [######------------------]  25 %  1,000 of 4,000  500/s  6 s left" */
export function progressText({ what, done, total, elapsedMs }: Stretch): string {
  const whole = Math.max(total, done);
  const share = whole === 0 ? 1 : done / whole;
  const filled = Math.floor(share * width);
  const parts = [
    `${what} [${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`,
    `${String(Math.floor(share * 100)).padStart(3)} %`,
    `${done.toLocaleString('en')} of ${whole.toLocaleString('en')}`,
  ];
  const perSecond = elapsedMs > 0 ? (done * 1_000) / elapsedMs : 0;
  if (perSecond > 0) parts.push(`${Math.round(perSecond).toLocaleString('en')}/s`);
  if (perSecond > 0 && done < whole) parts.push(`${inWords((whole - done) / perSecond)} left`);
  return parts.join('  ');
}

export function createProgressBar(output: Output, clock: Pick<Clock, 'now'>): ProgressBar {
  const isWatched = output.isTTY === true;
  let stretch = { what: '', done: 0, total: 0, since: clock.now() };
  let shownAt = clock.now();

  function show(now: number): void {
    shownAt = now;
    const text = progressText({ ...stretch, elapsedMs: now - stretch.since });
    output.write(isWatched ? `${clearLine}${text}` : `${text}\n`);
  }

  return {
    begin(what, total) {
      const now = clock.now();
      stretch = { what, done: 0, total, since: now };
      // A log is not told of stretches that are over in a moment.
      if (isWatched) show(now);
    },
    advance(documents) {
      stretch.done += documents;
      const now = clock.now();
      if (now - shownAt >= (isWatched ? redrawEveryMs : lineEveryMs)) show(now);
    },
    end() {
      if (isWatched) output.write(clearLine);
    },
  };
}
