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

/** Somebody may have answered earlier: the talk was at least as long as measured. */
function sinceEarlier({ clause }: TalkJudgement): TalkJudgement {
  if (!clause.decisive) return { clause, talkMs: null };
  const result = clause.result === 'fail' ? 'fail' : 'uncertain';
  return { clause: { ...clause, result, hi: null, reason: 'earlier-answer-may-be-lost' }, talkMs: null };
}

/** A desk unknown may have talked until the citizen's own end. */
function untilLater({ clause, talkMs }: TalkJudgement, rule: Rule, answered: Mark, until: Mark): TalkJudgement {
  if (!clause.decisive || clause.lo === null || clause.result === 'fail') return { clause, talkMs };
  const { hi } = between(answered, until);
  const isInside = clause.result === 'pass' && hi <= rule.talkLimitMs;
  const result = isInside ? 'pass' : 'uncertain';
  const evidence = [...clause.evidence, until.key];
  return { clause: { ...clause, result, hi, evidence, reason: 'later-desk-may-be-lost' }, talkMs };
}

export function judgeCallTalk(call: Call, rule: Rule): TalkJudgement {
  if (!call.settled) return without(rule, null, undefined, []);
  const first = call.firstAnswer === null ? undefined : call.legs[call.firstAnswer];
  const last = call.lastTalk === null ? undefined : call.legs[call.lastTalk];
  if (!first || !last) return without(rule, 'not-applicable', 'no-human-answer', []);
  const known = measure(rule, first, first.answered, last.ended);
  const until = call.unexplainedUntil;
  const judged = until && first.answered ? untilLater(known, rule, first.answered, until) : known;
  return call.isEarlierAnswerPossible ? sinceEarlier(judged) : judged;
}

export function judgeLegTalk(leg: Leg, rule: Rule, settled: boolean): TalkJudgement {
  const isOver = settled || leg.ended !== null;
  if (!isOver) return without(rule, null, undefined, []);
  if (!mayBeHuman(leg)) {
    return without(rule, 'not-applicable', leg.answer === 'none' ? 'not-answered' : leg.answer, leg.evidence);
  }
  return measure(rule, leg, leg.answered, leg.ended);
}
