// One side of a call as the media stream brings it, reduced at once to two numbers per 20 ms: how loud, and whether the
// detector takes it for a voice. The sound itself is never kept.
import createVoiceDetector from '@echogarden/fvad-wasm';
import alawmulaw from 'alawmulaw';

/** Telephone sound: 8,000 samples a second, 160 to a frame. */
const sampleRate = 8_000;
const frameSamples = 160;
export const frameMs = 20;
/** Half decibels: 0 is silence, 180 the loudest a telephone can send. */
export const levels = 192;
/** A frame that never arrived. */
export const missing = 255;

/** 4 h 5 min, the longest that a call can be followed. */
const mostFrames = (245 * 60_000) / frameMs;

export interface Frames {
  /** One level per frame, or `missing`. */
  level: Uint8Array;
  /** 1 where the detector hears a voice. */
  voiced: Uint8Array;
}

export interface Track {
  /** @param timestampMs of the first sample, since the stream's start. @param payload mu-law. Out of order is dropped. */
  add(timestampMs: number, payload: Uint8Array): void;
  frames(): Frames;
  /** Frees the detector; `frames` may still be asked. */
  close(): void;
}

/** Hum of the mains and rumble lie below; voices on a telephone begin at 300 Hz. */
const highPassHz = 300;

/** Butterworth of second order (bilinear transform). */
function highPass(): (sample: number) => number {
  const k = Math.tan((Math.PI * highPassHz) / sampleRate);
  const n = 1 / (1 + Math.SQRT2 * k + k * k);
  const a1 = 2 * (k * k - 1) * n;
  const a2 = (1 - Math.SQRT2 * k + k * k) * n;
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return (x) => {
    const y = n * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    return y;
  };
}

const linear = alawmulaw.mulaw.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const detector = await createVoiceDetector();
/** The third of four: the middle between hearing noise as voice and missing quiet voices. */
const aggressiveness = 0;

/** Grows by doubling, so that a short call costs little and a long one no more than a megabyte. */
function grow(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(mostFrames, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

export function createTrack(): Track {
  const voice = detector._fvad_new();
  detector._fvad_set_mode(voice, aggressiveness);
  detector._fvad_set_sample_rate(voice, sampleRate);
  const buffer = detector._malloc(frameSamples * 2);
  const [first, second] = [highPass(), highPass()];
  let level = new Uint8Array(3_000);
  let voiced = new Uint8Array(3_000);
  let count = 0;
  let filled = 0;
  let power = 0;
  let isOpen = true;

  function keep(loudness: number, isVoiced: boolean): void {
    if (count >= mostFrames) return;
    if (count === level.length) {
      level = grow(level);
      voiced = grow(voiced);
    }
    level[count] = loudness;
    voiced[count] = isVoiced ? 1 : 0;
    count += 1;
  }

  function endFrame(): void {
    const decibels = 10 * Math.log10(power / frameSamples + 1e-9);
    const isVoiced = detector._fvad_process(voice, buffer, frameSamples) === 1;
    keep(Math.min(levels - 1, Math.max(0, Math.round(decibels * 2))), isVoiced);
    filled = 0;
    power = 0;
  }

  return {
    add(timestampMs, payload) {
      if (!isOpen) return;
      const heardMs = count * frameMs + (filled * 1000) / sampleRate;
      // Twilio sends 20 ms at a time; what is behind has been heard, what is ahead left a gap.
      if (timestampMs <= heardMs - frameMs) return;
      if (timestampMs >= heardMs + frameMs) {
        filled = 0;
        power = 0;
        const until = Math.min(mostFrames, Math.round(timestampMs / frameMs));
        while (count < until) keep(missing, false);
      }
      // Asked anew each time: the detector's memory may have moved.
      const samples = detector.HEAP16;
      const at = buffer / 2;
      for (const byte of payload) {
        const sample = linear[byte] ?? 0;
        samples[at + filled] = sample;
        const heard = second(first(sample));
        power += heard * heard;
        filled += 1;
        if (filled === frameSamples) endFrame();
      }
    },
    frames: () => ({ level: level.slice(0, count), voiced: voiced.slice(0, count) }),
    close() {
      if (!isOpen) return;
      isOpen = false;
      detector._fvad_free(voice);
      detector._free(buffer);
    },
  };
}
