// A judgement as the outside reads it: seconds instead of milliseconds, words and evidence as they are.
import type { ClauseVerdictView, VerdictView } from '../contract/callView.js';
import type { ClauseVerdict, Verdict } from '../verdict/verdict.js';

/** @param ms null stays null: unknown or undecided. */
export function toSeconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

/** ISO 8601 UTC. */
export function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

export function toTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : toTime(ms);
}

function presentClause(clause: ClauseVerdict): ClauseVerdictView {
  return {
    result: clause.result,
    lo: toSeconds(clause.lo),
    hi: toSeconds(clause.hi),
    limit: clause.limit / 1000,
    ...(clause.reason === undefined ? {} : { reason: clause.reason }),
    evidence: [...clause.evidence],
  };
}

export function presentVerdict(verdict: Verdict): VerdictView {
  return {
    preset: verdict.preset,
    version: verdict.version,
    final: verdict.final,
    ring: presentClause(verdict.ring),
    talk: presentClause(verdict.talk),
    closing: presentClause(verdict.closing),
    overall: verdict.overall,
    overallAdjusted: verdict.overallAdjusted,
  };
}
