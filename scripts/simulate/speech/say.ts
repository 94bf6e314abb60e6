// Korean sentences by a synthesiser, as a telephone carries them: 8,000 samples a second up to 3.4 kHz, cut to where the voice is.
import createSynthesiser from '@echogarden/espeak-ng-emscripten';

export const sampleRate = 8_000;
const topHz = 3_400;
const taps = 64;
// Asked for once: a test runner's globals are slow, and there are millions of taps.
const { PI, cos, sin, ceil, floor, min, max, sqrt } = Math;

const voice = new (await createSynthesiser()).eSpeakNGWorker();
const said = new Map<string, Float32Array>();

/** Windowed sinc: what lies above the telephone's band would fold into it. */
function toTelephone(samples: Float32Array, rate: number): Float32Array {
  const step = rate / sampleRate;
  const cut = topHz / rate;
  const band = new Float32Array(floor(samples.length / step));
  for (let index = 0; index < band.length; index += 1) {
    const centre = index * step;
    let sum = 0;
    const last = min(samples.length - 1, floor(centre + taps));
    for (let at = max(0, ceil(centre - taps)); at <= last; at += 1) {
      const distance = at - centre;
      const window = 0.5 + 0.5 * cos((PI * distance) / taps);
      const sinc = distance === 0 ? 2 * cut : sin(2 * PI * cut * distance) / (PI * distance);
      sum += (samples[at] ?? 0) * sinc * window;
    }
    band[index] = sum;
  }
  return band;
}

export function rootMeanSquare(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return sqrt(power / max(1, samples.length));
}

/** The true ends of what was said: 10 ms within 40 dB of the loudest. */
function cutSilence(samples: Float32Array): Float32Array {
  const size = sampleRate / 100;
  const count = floor(samples.length / size);
  const loudness = Array.from({ length: count }, (_, at) =>
    rootMeanSquare(samples.subarray(at * size, (at + 1) * size)),
  );
  const threshold = max(...loudness) / 100;
  const isHeard = (one: number) => one > threshold;
  return samples.slice(loudness.findIndex(isHeard) * size, (loudness.findLastIndex(isHeard) + 1) * size);
}

export interface Speaker {
  voice: string;
  wordsPerMinute: number;
}

/** Samples between -1 and 1. Not to be changed: the same sentence is said once. */
export function say(sentence: string, { voice: name, wordsPerMinute }: Speaker): Float32Array {
  const key = `${name} ${wordsPerMinute} ${sentence}`;
  const known = said.get(key);
  if (known) return known;
  voice.set_voice(name);
  voice.set_rate(wordsPerMinute);
  const pieces: number[] = [];
  voice.synthesize(sentence, (samples) => {
    for (const sample of samples ?? []) pieces.push(sample / 32_768);
    return false;
  });
  const spoken = cutSilence(toTelephone(Float32Array.from(pieces), voice.get_samplerate()));
  said.set(key, spoken);
  return spoken;
}
