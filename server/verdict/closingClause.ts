// The third three: three seconds before the receiver goes down, judged once, on the leg that was talking when the call ended.
// Without speech evidence only "the caller left first" can be told; that keeps its word on the call and stays out of rates.
import type { Call } from '../calls/call.js';
import type { Result } from '../contract/result.js';
import type { ClauseVerdict, Rule } from './verdict.js';

function judged(rule: Rule, result: Result | null, reason?: string, evidence: string[] = []): ClauseVerdict {
  const clause: ClauseVerdict = { result, lo: null, hi: null, limit: rule.closingPauseMs, evidence, decisive: false };
  return reason === undefined ? clause : { ...clause, reason };
}

export function judgeCallClosing(call: Call, rule: Rule): ClauseVerdict {
  if (!call.settled) return judged(rule, null);
  const last = call.lastTalk === null ? undefined : call.legs[call.lastTalk];
  if (!last) return judged(rule, 'not-applicable', 'no-human-answer');
  if (call.timeLimitReached) return judged(rule, 'not-applicable', 'time-limit', call.hungUpEvidence);
  const isHandedOver = call.transfers.some(
    (transfer) =>
      transfer.outcome === 'lost' && (call.legs.find((leg) => leg.sid === transfer.toSid)?.dial ?? 0) > last.dial,
  );
  if (isHandedOver && last.ended !== null)
    return judged(rule, 'not-applicable', 'no-official-connected', [last.ended.key]);
  if (call.hungUpFirst === 'caller') return judged(rule, 'pass', 'caller-hung-up-first', call.hungUpEvidence);
  if (call.hungUpFirst === 'official') return judged(rule, 'unmeasured', 'no-speech-evidence', call.hungUpEvidence);
  return judged(rule, 'unmeasured', 'hang-up-unknown');
}

/** @param index of the leg in the call: only the leg that was talking at the end closes the call. */
export function judgeLegClosing(call: Call, index: number, rule: Rule): ClauseVerdict {
  const leg = call.legs[index];
  if (!leg || (!call.settled && leg.ended === null)) return judged(rule, null);
  if (leg.answer !== 'human' && leg.answer !== 'contradicted') {
    return judged(rule, 'not-applicable', leg.answer === 'none' ? 'not-answered' : leg.answer);
  }
  if (!call.settled) return judged(rule, null);
  return call.lastTalk === index ? judgeCallClosing(call, rule) : judged(rule, 'not-applicable', 'handed-over');
}
