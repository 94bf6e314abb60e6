// A judgement: three clauses, each with the interval it was measured in, the limit, and the events it rests on.
import type { Result } from '../contract/result.js';

/** The rule a call keeps for life: preset, its version, and the cadence it was judged by. */
export interface Rule {
  preset: 'ulsan' | 'within-third';
  version: number;
  /** Country of the ring cadence, ISO 3166 alpha-2. */
  cadence: string;
  cadenceMs: number;
  /** Exclusive. */
  ringLimitMs: number;
  /** Inclusive. */
  talkLimitMs: number;
  closingPauseMs: number;
  /** Inclusive; absent from rules of before there was one (transferRing.ts). */
  transferRingMs?: number;
}

export interface ClauseVerdict {
  result: Result | null;
  /** ms; equal bounds are a point, otherwise the duration lies strictly between. */
  lo: number | null;
  hi: number | null;
  /** ms. */
  limit: number;
  reason?: string;
  evidence: string[];
  /** Could this clause's evidence have shown either result? Only then does it enter a rate. */
  decisive: boolean;
}

export interface Verdict {
  preset: Rule['preset'];
  version: number;
  final: boolean;
  ring: ClauseVerdict;
  talk: ClauseVerdict;
  closing: ClauseVerdict;
  overall: Result | null;
  overallAdjusted: Result | null;
}

/** Nominal figures beside a verdict, ms (stamp differences), and the ring count with its bounds. */
export interface Measures {
  ringMs: number | null;
  ringCount: number | null;
  ringCountMin: number | null;
  ringCountMax: number | null;
  talkMs: number | null;
}

export interface Judgement extends Measures {
  verdict: Verdict;
  /** One entry per leg, in the order of the call's legs. */
  legs: (Measures & { verdict: Verdict })[];
  /** Rang past the limit for certain, and nobody answered. */
  lateAndLost: boolean;
}
