// Plays a generated call into the product's own tracks, 20 ms at a time as a media stream does, and measures its closing pause.

import type { NoisyCall } from '../../../scripts/simulate/speech/noisyCall.js';
import { sampleRate } from '../../../scripts/simulate/speech/say.js';
import { type CallSpeech, measureSpeech } from '../../../server/speech/closingPause.js';
import { createTrack, type Frames } from '../../../server/speech/track.js';

const perMessage = sampleRate / 50;

export function framesOf(sound: Uint8Array): Frames {
  const track = createTrack();
  for (let at = 0; at < sound.length; at += perMessage) {
    track.add((at * 1000) / sampleRate, sound.subarray(at, at + perMessage));
  }
  track.close();
  return track.frames();
}

export function measureCall({ official, citizen }: NoisyCall): CallSpeech {
  return measureSpeech(framesOf(official), framesOf(citizen));
}
