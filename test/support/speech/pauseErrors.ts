// How far measured pauses lie from the true ones, over generated calls of every kind of noise.
import { createRandom } from '../../../scripts/simulate/random.js';
import { noiseKinds } from '../../../scripts/simulate/speech/noise.js';
import { makeNoisyCall } from '../../../scripts/simulate/speech/noisyCall.js';
import type { Speaker } from '../../../scripts/simulate/speech/say.js';
import { measureCall } from './measureCall.js';

export const voices = ['ko', 'ko+m3', 'ko+m7', 'ko+m5', 'ko+f1', 'ko+f2', 'ko+f4', 'ko+f5'] as const;
export const speeds = [130, 165, 200] as const;

export interface Measured {
  signalToNoise: number;
  kind: string;
  /** Seconds; null where no number was given. */
  error: number | null;
  /** The interval is wider than its own error: the call itself says that it is not sure. */
  isUncertain: boolean;
  isInside: boolean;
}

/** @param each calls of each kind of noise at each ratio. */
export function measurePauses(each: number, speakers: readonly Speaker[], seed: string): Measured[] {
  const { next: random } = createRandom(seed);
  return [30, 20, 10].flatMap((signalToNoise) =>
    noiseKinds.flatMap((kind) =>
      Array.from({ length: each }, () => {
        const call = makeNoisyCall({ kind, signalToNoise, speakers, random });
        const { pause } = measureCall(call);
        if (typeof pause === 'string') return { signalToNoise, kind, error: null, isUncertain: true, isInside: true };
        const truth = call.pause * 1000;
        return {
          signalToNoise,
          kind,
          error: (pause.ms - truth) / 1000,
          isUncertain: pause.hi - pause.lo > (pause.isNoisy ? 1_300 : 700),
          isInside: pause.lo <= truth && truth <= pause.hi,
        };
      }),
    ),
  );
}
