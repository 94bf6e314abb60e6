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
const tangent = Math.tan((Math.PI * highPassHz) / sampleRate);
const gain = 1 / (1 + Math.SQRT2 * tangent + tangent * tangent);
const feedback1 = 2 * (tangent * tangent - 1) * gain;
const feedback2 = (1 - Math.SQRT2 * tangent + tangent * tangent) * gain;

const linear = alawmulaw.mulaw.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const detector = await createVoiceDetector();
/** The third of four: the middle between hearing noise as voice and missing quiet voices. */
const aggressiveness = 0;

/** What two high passes in a row remember: the last two samples before, between and behind them. */
const remembered = 6;

/**
 * Decodes mu-law into `samples` from `at` on, and gives `power` with that of the filtered sound added. The samples of fifty
 * calls are 800,000 a second: everything is in local variables, which cost a third of what closures share.
 */
function hear(payload: Uint8Array, samples: Int16Array, at: number, memory: Float64Array, power: number): number {
  let [x1 = 0, x2 = 0, u1 = 0, u2 = 0, y1 = 0, y2 = 0] = memory;
  let sum = power;
  for (let index = 0; index < payload.length; index += 1) {
    const x = linear[payload[index] ?? 0] ?? 0;
    samples[at + index] = x;
    const u = gain * (x - 2 * x1 + x2) - feedback1 * u1 - feedback2 * u2;
    const y = gain * (u - 2 * u1 + u2) - feedback1 * y1 - feedback2 * y2;
    x2 = x1;
    x1 = x;
    u2 = u1;
    u1 = u;
    y2 = y1;
    y1 = y;
    sum += y * y;
  }
  memory.set([x1, x2, u1, u2, y1, y2]);
  return sum;
}

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
  const memory = new Float64Array(remembered);
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
      for (let from = 0; from < payload.length; ) {
        const part = payload.subarray(from, from + frameSamples - filled);
        // Asked anew each time: the detector's memory may have moved.
        power = hear(part, detector.HEAP16, buffer / 2 + filled, memory, power);
        filled += part.length;
        from += part.length;
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
