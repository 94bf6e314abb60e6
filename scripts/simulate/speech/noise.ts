// What a telephone line carries besides the voices: hiss, the hum of the mains, and other people talking behind.
import { type Speaker, sampleRate, say } from './say.js';

export const noiseKinds = ['line', 'hum', 'babble'] as const;
export type NoiseKind = (typeof noiseKinds)[number];

type Random = () => number;

function hiss(length: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => random() + random() + random() - 1.5);
}

/** 60 Hz and eleven harmonics, with a little hiss. */
function hum(length: number, random: Random): Float32Array {
  const hertz = 60 * (0.998 + 0.004 * random());
  const phases = Array.from({ length: 12 }, () => random() * 2 * Math.PI);
  return Float32Array.from({ length }, (_, at) =>
    phases.reduce(
      (sum, phase, index) =>
        sum + Math.sin((2 * Math.PI * hertz * (index + 1) * at) / sampleRate + phase) / (index + 1),
      0.05 * (random() - 0.5),
    ),
  );
}

/** Eight people at once, each louder or softer than the others. */
function babble(
  length: number,
  random: Random,
  speakers: readonly Speaker[],
  sentences: readonly string[],
): Float32Array {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const together = new Float32Array(length);
  for (let person = 0; person < 8; person += 1) {
    const speaker = pick(speakers);
    const gain = 0.6 + 0.8 * random();
    for (let start = -Math.floor(random() * 2 * sampleRate); start < length; ) {
      const spoken = say(pick(sentences), speaker);
      for (let at = Math.max(0, -start); at < spoken.length && start + at < length; at += 1) {
        together[start + at] = (together[start + at] ?? 0) + gain * (spoken[at] ?? 0);
      }
      start += spoken.length + Math.floor(random() * 0.2 * sampleRate);
    }
  }
  return together;
}

export function makeNoise(
  kind: NoiseKind,
  length: number,
  random: Random,
  speakers: readonly Speaker[],
  sentences: readonly string[],
): Float32Array {
  if (kind === 'line') return hiss(length, random);
  return kind === 'hum' ? hum(length, random) : babble(length, random, speakers, sentences);
}
