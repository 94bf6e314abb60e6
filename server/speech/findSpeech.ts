// Who spoke when, on one side of a call: runs of frames that stand out of the line's noise and that sound like a voice.
import { fitLoudness, type Loudness } from './loudness.js';
import { type Frames, frameMs, missing } from './track.js';

/** ms since the stream's start; `to` is exclusive. */
export interface Segment {
  from: number;
  to: number;
}

export interface Speech {
  segments: Segment[];
  /** Voice above noise, decibels; null where no voice was found. */
  separation: number | null;
  /** ms that never arrived. */
  missingMs: number;
}

/** How far above the noise a frame must stand, by the noise's own spread; and never far below this call's voice. */
const leastAboveNoise = 5;
const spreadsAboveNoise = 3;
const mostBelowVoice = 34;
/** Noise alone also has two bells; a voice is not so near to it. */
const leastSeparation = 8;

/** A voice begins with so many loud frames in a short window, and goes on over gaps between words. */
const windowFrames = 7;
const loudInWindow = 5;
const longestGapFrames = 15;
/** A click is no voice; the shortest 네 is. */
const shortestFrames = 5;
const leastVoicedShare = 0.2;

/** Decibels that must be exceeded. @param shift stricter (positive) or looser than usual. */
function thresholdOf({ noise, spread, voice }: Loudness, shift: number): number {
  return Math.max(noise + Math.max(leastAboveNoise, spreadsAboveNoise * spread), voice - mostBelowVoice) + shift;
}

/** Runs of loud frames, joined over short gaps, each with enough loud frames at its start. */
function findRuns(isLoud: (frame: number) => boolean, count: number): Segment[] {
  const runs: Segment[] = [];
  let current: Segment | undefined;
  for (let frame = 0; frame < count; frame += 1) {
    if (!isLoud(frame)) continue;
    if (current && frame - current.to < longestGapFrames) {
      current.to = frame + 1;
      continue;
    }
    let loud = 0;
    for (let ahead = frame; ahead < Math.min(count, frame + windowFrames); ahead += 1) loud += isLoud(ahead) ? 1 : 0;
    // Whatever the end of the call cuts off may still have been a word.
    if (loud < Math.min(loudInWindow, count - frame)) continue;
    current = { from: frame, to: frame + 1 };
    runs.push(current);
  }
  return runs;
}

/** A run ends with its last dense window: single loud frames after the last word are the noise's. */
function trimEnd(run: Segment, isLoud: (frame: number) => boolean): Segment {
  for (let last = run.to - 1; last > run.from; last -= 1) {
    if (!isLoud(last)) continue;
    let loud = 0;
    for (let back = last; back > Math.max(run.from - 1, last - windowFrames); back -= 1) loud += isLoud(back) ? 1 : 0;
    if (loud >= Math.min(loudInWindow, last - run.from + 1)) return { from: run.from, to: last + 1 };
  }
  return run;
}

function isVoice({ from, to }: Segment, voiced: Uint8Array): boolean {
  if (to - from < shortestFrames) return false;
  let heard = 0;
  for (let frame = from; frame < to; frame += 1) heard += voiced[frame] ?? 0;
  return heard >= leastVoicedShare * (to - from);
}

/** @param shift decibels by which the threshold is made stricter (positive) or looser: how sure an end is shows there. */
export function findSpeech({ level, voiced }: Frames, shift = 0): Speech {
  const missingMs = level.reduce((sum, one) => sum + (one === missing ? frameMs : 0), 0);
  const loudness = fitLoudness(level);
  const separation = loudness ? loudness.peak - loudness.noise : 0;
  if (!loudness || separation < leastSeparation) return { segments: [], separation: null, missingMs };
  const threshold = thresholdOf(loudness, shift) * 2;
  const isLoud = (frame: number) => {
    const one = level[frame] ?? 0;
    return one !== missing && one > threshold;
  };
  const segments = findRuns(isLoud, level.length)
    .map((run) => trimEnd(run, isLoud))
    .filter((run) => isVoice(run, voiced))
    .map(({ from, to }) => ({ from: from * frameMs, to: to * frameMs }));
  return { segments, separation: segments.length > 0 ? separation : null, missingMs };
}
