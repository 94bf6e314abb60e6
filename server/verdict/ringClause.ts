// The first three: answered before the 3rd ring starts, judged on what the citizen heard (call) or on one desk's own bell (leg).
import { mayBeHuman } from '../calls/answers.js';
import type { Call, Leg, Mark } from '../calls/call.js';
import { unseenSteps } from '../calls/dials.js';
import { between, compare, isContradiction, ringsWithin } from './interval.js';
import type { ClauseVerdict, Measures, Rule } from './verdict.js';

type RingMeasures = Pick<Measures, 'ringMs' | 'ringCount' | 'ringCountMin' | 'ringCountMax'>;
export interface RingJudgement {
  clause: ClauseVerdict;
  measures: RingMeasures;
}

const nothingMeasured: RingMeasures = { ringMs: null, ringCount: null, ringCountMin: null, ringCountMax: null };

function without(
  rule: Rule,
  result: ClauseVerdict['result'],
  reason: string | undefined,
  evidence: string[],
): RingJudgement {
  const clause: ClauseVerdict = { result, lo: null, hi: null, limit: rule.ringLimitMs, evidence, decisive: false };
  return { clause: reason === undefined ? clause : { ...clause, reason }, measures: nothingMeasured };
}

/** How early the bell may have begun: a mark, or null where nothing bounds it. */
interface Start {
  ringing: Mark;
  earliest: Mark | null;
}

function measured(
  rule: Rule,
  start: Start,
  answered: Mark,
  isContradicted: boolean,
  evidence: string[],
): RingJudgement {
  const bounds = between(start.ringing, answered, start.earliest ?? start.ringing);
  const nominal = answered.ms - start.ringing.ms;
  const open = start.earliest === null;
  const impossible = isContradiction(bounds);
  const sure =
    open && compare(bounds, rule.ringLimitMs, false) !== 'fail'
      ? 'uncertain'
      : compare(bounds, rule.ringLimitMs, false);
  const doubted = isContradicted || impossible;
  const clause: ClauseVerdict = {
    result: doubted ? 'uncertain' : sure,
    lo: bounds.lo,
    hi: open ? null : bounds.hi,
    limit: rule.ringLimitMs,
    evidence,
    decisive: true,
  };
  const rings = ringsWithin(bounds, nominal, rule.cadenceMs);
  const isEarlier = start.earliest !== start.ringing;
  const reason = doubted ? 'contradicting-evidence' : isEarlier ? 'ringing-of-an-earlier-leg-lost' : undefined;
  return {
    clause: reason === undefined ? clause : { ...clause, reason },
    measures: impossible
      ? nothingMeasured
      : { ringMs: Math.max(0, nominal), ...rings, ringCountMax: open ? null : rings.ringCountMax },
  };
}

function missingRinging(legs: readonly Leg[]): string {
  if (legs.some((leg) => leg.ringing !== null)) return 'stamp-missing';
  return legs.some((leg) => leg.sequenceGap) ? 'ringing-lost' : 'ringing-not-sent';
}

/**
 * The start of the citizen's ring: the earliest `ringing`; a leg dialled before it that never reported one, and was neither
 * busy nor failed, may have rung since it was dialled, or since the call was offered where that is lost too; and so may the
 * desks of a whole Dial of which nothing is known.
 */
function startOf(legs: readonly Leg[], offered: Mark | null, isDialUnseen: boolean): Start | null {
  const rang = legs.flatMap((leg) => (leg.ringing?.stamped ? [leg.ringing] : []));
  const ringing = rang.reduce<Mark | null>((first, mark) => (first && first.ms <= mark.ms ? first : mark), null);
  if (!ringing) return null;
  const unseen: Mark | null = offered && offered.ms < ringing.ms ? offered : null;
  let earliest: Mark | null = isDialUnseen ? unseen : ringing;
  for (const leg of legs) {
    if (leg.ringing?.stamped || leg.status === 'busy' || leg.status === 'failed') continue;
    const dialled: Mark | null = leg.initiated?.stamped ? leg.initiated : offered;
    if (dialled === null) earliest = null;
    else if (earliest !== null && dialled.ms < earliest.ms) earliest = dialled;
  }
  return { ringing, earliest };
}

export function judgeCallRing(call: Call, rule: Rule): RingJudgement {
  const first = call.firstAnswer === null ? undefined : call.legs[call.firstAnswer];
  if (!first)
    return without(rule, call.settled ? 'not-applicable' : null, call.settled ? 'no-human-answer' : undefined, []);
  const answered = first.answered;
  if (!answered) return without(rule, 'unmeasured', 'answer-lost', first.evidence);
  if (!answered.stamped) return without(rule, 'unmeasured', 'stamp-missing', [answered.key]);
  const isLater = (mark: Mark | null) => mark?.stamped === true && mark.ms > answered.ms;
  const before = call.legs.filter(
    (leg) => leg === first || (leg.dial <= first.dial && !isLater(leg.initiated) && !isLater(leg.ringing)),
  );
  if (call.queue) {
    const { entered } = call.queue;
    const start = { ringing: entered, earliest: entered };
    return measured(rule, start, answered, first.answer === 'contradicted', [entered.key, answered.key]);
  }
  const offers = call.events.filter(
    ({ kind, callSid }) => (kind === 'voice' || kind === 'notice') && callSid === call.id,
  );
  // The notice's end, where there was one.
  const voice = offers.find(({ kind }) => kind === 'notice') ?? offers[0];
  const offered: Mark | null = voice ? { ms: voice.receivedAt, exact: false, key: voice.key, stamped: true } : null;
  const start = startOf(before, offered, unseenSteps(first.step, call.legs).length > 0);
  if (!start) return without(rule, 'unmeasured', missingRinging(before), [answered.key]);
  const evidence = [...new Set([...(start.earliest ? [start.earliest.key] : []), start.ringing.key, answered.key])];
  const judgement = measured(rule, start, answered, first.answer === 'contradicted', evidence);
  return call.isEarlierAnswerPossible ? doubtful(judgement) : judgement;
}

/** Somebody may have answered at any time before: only what is surely inside the limit is decided. */
function doubtful({ clause }: RingJudgement): RingJudgement {
  const result = clause.result === 'pass' ? 'pass' : 'uncertain';
  return {
    clause: { ...clause, result, lo: Math.min(0, clause.lo ?? 0), reason: 'earlier-answer-may-be-lost' },
    measures: nothingMeasured,
  };
}

export function judgeLegRing(leg: Leg, rule: Rule, settled: boolean): RingJudgement {
  if (!mayBeHuman(leg)) {
    const isOver = settled || leg.ended !== null;
    const reason = leg.answer === 'none' ? 'not-answered' : leg.answer;
    return isOver || leg.answer !== 'none'
      ? without(rule, 'not-applicable', reason, leg.evidence)
      : without(rule, null, undefined, []);
  }
  if (!leg.answered) return without(rule, 'unmeasured', 'answer-lost', leg.evidence);
  if (!leg.answered.stamped) return without(rule, 'unmeasured', 'stamp-missing', [leg.answered.key]);
  if (!leg.ringing?.stamped) return without(rule, 'unmeasured', missingRinging([leg]), [leg.answered.key]);
  const start = { ringing: leg.ringing, earliest: leg.ringing };
  return measured(rule, start, leg.answered, leg.answer === 'contradicted', [leg.ringing.key, leg.answered.key]);
}

/** Nobody answered, and the bell surely rang past the limit before the citizen was lost. */
export function rangPastLimit(call: Call, rule: Rule): boolean {
  if (call.queue) {
    const { ms } = call.queue;
    return ms !== null && compare({ lo: ms - 1000, hi: ms + 1000 }, rule.ringLimitMs, false) === 'fail';
  }
  const rang = call.legs.filter((leg) => leg.ringing?.stamped);
  const start = rang.reduce<Mark | null>(
    (first, { ringing }) => (first && ringing && first.ms <= ringing.ms ? first : ringing),
    null,
  );
  if (!start) return false;
  return rang.some((leg) => {
    const silence = leg.answered ?? leg.ended;
    return silence?.stamped === true && compare(between(start, silence), rule.ringLimitMs, false) === 'fail';
  });
}
