// The second three: from the human answer to the own end of the last talking leg, at most 180 s; holds and transfers inside.
import { mayBeHuman } from '../calls/answers.js';
import type { Call, Leg, Mark } from '../calls/call.js';
import { between, compare, isContradiction } from './interval.js';
import type { ClauseVerdict, Rule } from './verdict.js';

export interface TalkJudgement {
  clause: ClauseVerdict;
  talkMs: number | null;
}

function without(
  rule: Rule,
  result: ClauseVerdict['result'],
  reason: string | undefined,
  evidence: string[],
): TalkJudgement {
  const clause: ClauseVerdict = { result, lo: null, hi: null, limit: rule.talkLimitMs, evidence, decisive: false };
  return { clause: reason === undefined ? clause : { ...clause, reason }, talkMs: null };
}

function measure(rule: Rule, from: Leg, answered: Mark | null, ended: Mark | null): TalkJudgement {
  if (!answered) return without(rule, 'unmeasured', 'answer-lost', from.evidence);
  if (!ended) return without(rule, 'unmeasured', 'end-lost', [answered.key]);
  const evidence = [answered.key, ended.key];
  if (!answered.stamped || !ended.stamped) return without(rule, 'unmeasured', 'stamp-missing', evidence);
  const bounds = between(answered, ended);
  const impossible = isContradiction(bounds);
  const doubted = impossible || from.answer === 'contradicted';
  const clause: ClauseVerdict = {
    result: doubted ? 'uncertain' : compare(bounds, rule.talkLimitMs, true),
    ...bounds,
    limit: rule.talkLimitMs,
    evidence,
    decisive: true,
  };
  return {
    clause: doubted ? { ...clause, reason: 'contradicting-evidence' } : clause,
    talkMs: impossible ? null : Math.max(0, ended.ms - answered.ms),
  };
}

export function judgeCallTalk(call: Call, rule: Rule): TalkJudgement {
  if (!call.settled) return without(rule, null, undefined, []);
  const first = call.firstAnswer === null ? undefined : call.legs[call.firstAnswer];
  const last = call.lastTalk === null ? undefined : call.legs[call.lastTalk];
  if (!first || !last) return without(rule, 'not-applicable', 'no-human-answer', []);
  return measure(rule, first, first.answered, last.ended);
}

export function judgeLegTalk(leg: Leg, rule: Rule, settled: boolean): TalkJudgement {
  const isOver = settled || leg.ended !== null;
  if (!isOver) return without(rule, null, undefined, []);
  if (!mayBeHuman(leg)) {
    return without(rule, 'not-applicable', leg.answer === 'none' ? 'not-answered' : leg.answer, leg.evidence);
  }
  return measure(rule, leg, leg.answered, leg.ended);
}
