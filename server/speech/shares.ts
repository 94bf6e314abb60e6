// What the two sides of a call did with its time: talked, were both silent, or spoke at once.
import type { Segment } from './findSpeech.js';

export interface SpeechShares {
  /** ms. Of each side, overlaps included. */
  official: number;
  citizen: number;
  overlap: number;
  silence: number;
}

const lengthOf = (segments: readonly Segment[]) => segments.reduce((sum, { from, to }) => sum + to - from, 0);

/** @param segments of each side in order of time, none touching another of its side. @param endMs of the stream. */
export function sharesOf(official: readonly Segment[], citizen: readonly Segment[], endMs: number): SpeechShares {
  let overlap = 0;
  let at = 0;
  for (const own of official) {
    while ((citizen[at]?.to ?? Number.POSITIVE_INFINITY) <= own.from) at += 1;
    for (let index = at; (citizen[index]?.from ?? Number.POSITIVE_INFINITY) < own.to; index += 1) {
      const other = citizen[index];
      if (other) overlap += Math.min(own.to, other.to) - Math.max(own.from, other.from);
    }
  }
  const [ofOfficial, ofCitizen] = [lengthOf(official), lengthOf(citizen)];
  return {
    official: ofOfficial,
    citizen: ofCitizen,
    overlap,
    silence: Math.max(0, endMs - (ofOfficial + ofCitizen - overlap)),
  };
}
