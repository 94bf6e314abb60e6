// Judges one call by one rule: the call as the citizen met it, and each official's own leg (DESIGN.md, "The 333 rule, exactly").
import { mayBeHuman } from '../calls/answers.js';
import type { Call } from '../calls/call.js';
import type { Result } from '../contract/result.js';
import { judgeCallClosing, judgeLegClosing } from './closingClause.js';
import { judgeCallRing, judgeLegRing, type RingJudgement, rangPastLimit } from './ringClause.js';
import { judgeCallTalk, judgeLegTalk, type TalkJudgement } from './talkClause.js';
import type { ClauseVerdict, Judgement, Measures, Rule, Verdict } from './verdict.js';

/** Clauses that do not apply leave the others to decide; unmeasured stands before uncertain. */
function overallOf(clauses: readonly ClauseVerdict[], isAnswered: boolean): Result | null {
  const results = clauses.map((clause) => clause.result);
  if (results.includes(null)) return null;
  if (!isAnswered) return 'not-applicable';
  return (
    (['fail', 'unmeasured', 'uncertain', 'pass'] as const).find((word) => results.includes(word)) ?? 'not-applicable'
  );
}

function assemble(
  rule: Rule,
  ring: RingJudgement,
  talk: TalkJudgement,
  closing: ClauseVerdict,
  isAnswered: boolean,
): Measures & { verdict: Verdict } {
  const clauses = [ring.clause, talk.clause, closing];
  const overall = overallOf(clauses, isAnswered);
  return {
    ...ring.measures,
    talkMs: talk.talkMs,
    verdict: {
      preset: rule.preset,
      version: rule.version,
      final: clauses.every((clause) => clause.result !== null),
      ring: ring.clause,
      talk: talk.clause,
      closing,
      overall,
      overallAdjusted: overall,
    },
  };
}

export function judgeCall(call: Call, rule: Rule): Judgement {
  return {
    ...assemble(
      rule,
      judgeCallRing(call, rule),
      judgeCallTalk(call, rule),
      judgeCallClosing(call, rule),
      call.firstAnswer !== null,
    ),
    legs: call.legs.map((leg, index) =>
      assemble(
        rule,
        judgeLegRing(leg, rule, call.settled),
        judgeLegTalk(leg, rule, call.settled),
        judgeLegClosing(call, index, rule),
        mayBeHuman(leg),
      ),
    ),
    lateAndLost: call.settled && call.firstAnswer === null && rangPastLimit(call, rule),
  };
}
