// A cheap signal that a voice detector takes for speech, with known ends: for load, and where words do not matter.
import alawmulaw from 'alawmulaw';
import type { Tracks } from './tracks.js';

export interface Turn {
  by: keyof Tracks;
  fromMs: number;
  ms: number;
}

const samplesPerMs = 8;
const syllableMs = 220;
const loopMs = 10 * syllableMs;
const shortestTurnMs = 400;
const gapMs = 300;
/** mu-law for nothing. */
const silence = 0xff;
const loops = new Map<number, Uint8Array>();

/** Harmonics of a voice's pitch under two formants, in syllables. */
export function voiceLike(turns: readonly Turn[], totalMs: number): Tracks {
  const side = (who: keyof Tracks) => {
    const track = new Uint8Array(totalMs * samplesPerMs).fill(silence);
    for (const { fromMs, ms } of turns.filter(({ by }) => by === who)) {
      const voice = loopOf(who === 'official' ? 125 : 210);
      const until = Math.min(track.length, (fromMs + ms) * samplesPerMs);
      for (let at = fromMs * samplesPerMs; at < until; at += 1) track[at] = voice[at % voice.length] ?? silence;
    }
    return track;
  };
  return { official: side('official'), citizen: side('citizen') };
}

/** Made once: many calls say the same. */
function loopOf(pitch: number): Uint8Array {
  const made = loops.get(pitch) ?? alawmulaw.mulaw.encode(makeVoice(pitch));
  loops.set(pitch, made);
  return made;
}

function makeVoice(pitch: number): Int16Array {
  return Int16Array.from({ length: loopMs * samplesPerMs }, (_, at) => {
    const seconds = at / (samplesPerMs * 1000);
    const swell = Math.sin((Math.PI * ((at / samplesPerMs) % syllableMs)) / syllableMs);
    const glide = pitch * (1 + 0.06 * Math.sin(2 * Math.PI * 1.3 * seconds));
    let sum = 0;
    for (let harmonic = 1; harmonic * pitch < 3_200; harmonic += 1) {
      const hertz = harmonic * pitch;
      const formants = 1 / (1 + ((hertz - 600) / 250) ** 2) + 0.5 / (1 + ((hertz - 1_500) / 350) ** 2) + 0.05;
      sum += formants * Math.sin(2 * Math.PI * harmonic * glide * seconds);
    }
    // Never quite silent within a word: the end is where the turn ends.
    return Math.round(5_000 * (0.35 + 0.65 * swell) * sum);
  });
}

/** Official and citizen by turns up to `pauseMs` before the end. */
export function takeTurns(talkMs: number, pauseMs: number, turnMs = 2_500): Turn[] {
  const turns: Turn[] = [];
  const lastWordMs = Math.max(0, talkMs - pauseMs);
  for (let fromMs = 0; fromMs < lastWordMs; ) {
    const leftMs = lastWordMs - fromMs;
    // What is left behind this turn must be enough for another.
    const ms = leftMs < turnMs + gapMs + shortestTurnMs ? leftMs : turnMs;
    turns.push({ by: turns.length % 2 === 0 ? 'official' : 'citizen', fromMs, ms });
    fromMs += ms + gapMs;
  }
  return turns;
}
