// The sound of a leg in frames of 20 ms: inbound is what its own side says, outbound what it hears of the others.

import alawmulaw from 'alawmulaw';
import type { Leg } from '../engine/model.js';

const samplesPerFrame = 160;
const samplesPerMs = 8;
/** mu-law for nothing. */
const silence = new Uint8Array(samplesPerFrame).fill(0xff);

export type Frames = (track: 'inbound' | 'outbound', at: number) => Promise<Uint8Array>;

export function createFrames(leg: Leg): Frames {
  const known = new Map<object, Uint8Array>();
  const saying = async (speaker: Leg, at: number): Promise<Uint8Array> => {
    const { voice } = speaker;
    if (!voice || at >= (speaker.endedAt ?? Number.POSITIVE_INFINITY)) return silence;
    const sound = known.get(voice) ?? (await voice.sound());
    known.set(voice, sound);
    const from = Math.round((at - voice.at) * samplesPerMs);
    if (from < 0 || from + samplesPerFrame > sound.length) return silence;
    return sound.subarray(from, from + samplesPerFrame);
  };
  return async (track, at) => {
    if (track === 'inbound') return await saying(leg, at);
    const others = [...leg.hearers].filter((other) => other.hearers.has(leg));
    const frames = await Promise.all(others.map((other) => saying(other, at)));
    const [first = silence, ...more] = frames.filter((frame) => frame !== silence);
    return more.reduce(mix, first);
  };
}

function mix(one: Uint8Array, other: Uint8Array): Uint8Array {
  const [samples, others] = [alawmulaw.mulaw.decode(one), alawmulaw.mulaw.decode(other)];
  return alawmulaw.mulaw.encode(
    samples.map((sample, at) => Math.max(-32_768, Math.min(32_767, sample + (others[at] ?? 0)))),
  );
}
