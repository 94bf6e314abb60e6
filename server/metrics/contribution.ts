// What one settled inbound call adds to figures: whole counts and millisecond sums, so that folding order changes no digit.
import { DateTime } from 'luxon';
import type { Call } from '../calls/call.js';
import type { ClauseName, Disposition } from '../contract/result.js';
import type { ClauseVerdict, Judgement } from '../verdict/verdict.js';

type ClauseCounter = 'pass' | 'fail' | 'uncertain' | 'unmeasured' | 'notApplicable' | 'withoutEvidence';

export type Counter =
  | 'offered'
  | `disposition.${Disposition}`
  | `${ClauseName}.${ClauseCounter}`
  | 'wait.ms'
  | 'wait.count'
  | 'wait.within'
  | 'talk.ms'
  | 'talk.count'
  | 'handOvers'
  | 'transferred'
  | 'firstContact'
  | 'beforeThirdRing'
  | 'lateAndLost'
  | 'lostInTransfer'
  | 'allThree.pass'
  | 'allThree.judged'
  | 'allThree.failed'
  | `rings.${0 | 1 | 2 | 3 | 4}`
  | 'rings.unknown';

export interface Contribution {
  /** Local date of startedAt. */
  date: string;
  /** Local hour of startedAt. */
  hour: number;
  departmentId: string | null;
  counters: Partial<Record<Counter, number>>;
  /** Kept apart: a maximum cannot be subtracted. */
  waitMs: number | null;
}

const offeredDispositions: ReadonlySet<Disposition> = new Set([
  'answered',
  'abandoned',
  'no-answer',
  'busy',
  'voicemail',
]);

function counterOf(clause: ClauseVerdict): ClauseCounter {
  if (clause.result === 'not-applicable' || clause.result === null) return 'notApplicable';
  const isWord = clause.result === 'pass' || clause.result === 'fail';
  return isWord && !clause.decisive ? 'withoutEvidence' : clause.result;
}

function answeredCounters(
  call: Call,
  { verdict, ringCount, talkMs }: Judgement,
  serviceLevelMs: number,
): Contribution['counters'] {
  const clauses = [verdict.ring, verdict.talk, verdict.closing];
  const isJudged = clauses.every((clause) => clause.decisive && (clause.result === 'pass' || clause.result === 'fail'));
  const isFailed = clauses.some((clause) => clause.decisive && clause.result === 'fail');
  const ringBucket =
    ringCount === null ? ('rings.unknown' as const) : (`rings.${Math.min(ringCount, 5) - 1}` as Counter);
  return {
    [`ring.${counterOf(verdict.ring)}`]: 1,
    [`talk.${counterOf(verdict.talk)}`]: 1,
    [`closing.${counterOf(verdict.closing)}`]: 1,
    ...(call.waitMs === null
      ? {}
      : { 'wait.ms': call.waitMs, 'wait.count': 1, 'wait.within': call.waitMs <= serviceLevelMs ? 1 : 0 }),
    ...(talkMs === null ? {} : { 'talk.ms': talkMs, 'talk.count': 1 }),
    handOvers: call.transferCount,
    transferred: call.transferCount > 0 ? 1 : 0,
    firstContact: call.transferCount === 0 ? 1 : 0,
    // Whoever was lost and then found again by somebody else was not lost in the end.
    lostInTransfer: call.transfers.at(-1)?.outcome === 'lost' ? 1 : 0,
    beforeThirdRing: verdict.ring.result === 'pass' && verdict.ring.decisive ? 1 : 0,
    'allThree.judged': isJudged ? 1 : 0,
    'allThree.pass': isJudged && !isFailed ? 1 : 0,
    'allThree.failed': isFailed ? 1 : 0,
    [ringBucket]: 1,
  };
}

/** @returns null for a call that is not settled or did not come in from a citizen. */
export function contributionOf(
  call: Call,
  judgement: Judgement,
  { timeZone, serviceLevelMs }: { timeZone: string; serviceLevelMs: number },
): Contribution | null {
  if (!call.settled || call.disposition === null) return null;
  const isOffered = offeredDispositions.has(call.disposition);
  const started = DateTime.fromMillis(call.startedAt, { zone: timeZone });
  return {
    date: started.toFormat('yyyy-MM-dd'),
    hour: started.hour,
    departmentId: call.departmentId,
    counters: {
      [`disposition.${call.disposition}`]: 1,
      offered: isOffered ? 1 : 0,
      lateAndLost: isOffered && judgement.lateAndLost ? 1 : 0,
      ...(call.disposition === 'answered' ? answeredCounters(call, judgement, serviceLevelMs) : {}),
    },
    waitMs: call.disposition === 'answered' ? call.waitMs : null,
  };
}
