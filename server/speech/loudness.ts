// Tells voice from the line's own noise by loudness: two bell curves are fitted to the levels of a whole track, so that the
// floor follows the noise of this very call instead of a constant. Source: expectation maximisation of a Gaussian mixture.
import { levels, missing } from './track.js';

export interface Loudness {
  /** Decibels: middle and spread of the noise. */
  noise: number;
  spread: number;
  /** Where the loudest twentieth of the track begins: the level of its voice, if somebody spoke for long. */
  voice: number;
  /** Reached by a quarter of a second in all: somebody who said no more than 네. */
  peak: number;
}

const decibelsPerLevel = 0.5;
const rounds = 40;
const peakFrames = 12;
/** A silent digital line has no spread at all; one level is as good as it can be told. */
const leastNoiseSpread = 0.7;
const leastVoiceSpread = 3;

function countLevels(track: Uint8Array): { histogram: Float64Array; total: number } {
  const histogram = new Float64Array(levels);
  let total = 0;
  for (const level of track) {
    if (level === missing) continue;
    histogram[level] = (histogram[level] ?? 0) + 1;
    total += 1;
  }
  return { histogram, total };
}

function quantileOf(histogram: Float64Array, total: number, share: number): number {
  let below = 0;
  for (let level = 0; level < levels; level += 1) {
    below += histogram[level] ?? 0;
    if (below > share * total) return level * decibelsPerLevel;
  }
  return (levels - 1) * decibelsPerLevel;
}

interface Bell {
  mean: number;
  spread: number;
  weight: number;
}

const height = ({ mean, spread, weight }: Bell, x: number) =>
  (weight / spread) * Math.exp(-0.5 * ((x - mean) / spread) ** 2);

/** One round: every level is shared out between the two bells, and each bell is fitted to its share. */
function refit(histogram: Float64Array, total: number, noise: Bell, voice: Bell): [Bell, Bell] {
  const sums = { noise: [0, 0, 0], voice: [0, 0, 0] };
  for (let level = 0; level < levels; level += 1) {
    const count = histogram[level] ?? 0;
    if (count === 0) continue;
    const x = level * decibelsPerLevel;
    const ofNoise = height(noise, x);
    const share = ofNoise / (ofNoise + height(voice, x) + 1e-30);
    for (const [sum, part] of [
      [sums.noise, share * count],
      [sums.voice, (1 - share) * count],
    ] as const) {
      sum[0] = (sum[0] ?? 0) + part;
      sum[1] = (sum[1] ?? 0) + part * x;
      sum[2] = (sum[2] ?? 0) + part * x * x;
    }
  }
  const bellOf = ([n = 0, x = 0, xx = 0]: number[], leastSpread: number): Bell => {
    const mean = x / (n + 1e-9);
    const variance = Math.max(0, xx / (n + 1e-9) - mean ** 2);
    return { mean, spread: Math.max(leastSpread, Math.sqrt(variance)), weight: n / total };
  };
  return [bellOf(sums.noise, leastNoiseSpread), bellOf(sums.voice, leastVoiceSpread)];
}

/** Undefined for a track of which nothing arrived. */
export function fitLoudness(track: Uint8Array): Loudness | undefined {
  const { histogram, total } = countLevels(track);
  if (total === 0) return undefined;
  let noise: Bell = { mean: quantileOf(histogram, total, 0.1), spread: 3, weight: 0.5 };
  let voice: Bell = { mean: quantileOf(histogram, total, 0.9), spread: 6, weight: 0.5 };
  for (let round = 0; round < rounds; round += 1) [noise, voice] = refit(histogram, total, noise, voice);
  const peak = quantileOf(histogram, total, 1 - peakFrames / total);
  return { noise: noise.mean, spread: noise.spread, voice: quantileOf(histogram, total, 0.95), peak };
}
