// The third three: three seconds before the receiver goes down, judged once, on the leg that was talking when the call ended.
// The silence comes from the media stream of that leg. Without it only "the caller left first" can be told; that keeps its word on the call and stays out of rates.
import type { Call, Leg } from '../calls/call.js';
import type { SpeechEvent } from '../calls/callEvent.js';
import { endIntentOf } from '../calls/handOverRequests.js';
import type { Result } from '../contract/result.js';
import { compare } from './interval.js';
import type { ClauseVerdict, Rule } from './verdict.js';

function judged(rule: Rule, result: Result | null, reason?: string, evidence: string[] = []): ClauseVerdict {
  const clause: ClauseVerdict = { result, lo: null, hi: null, limit: rule.closingPauseMs, evidence, decisive: false };
  return reason === undefined ? clause : { ...clause, reason };
}

/** The other clauses pass below their limit; a pause passes from it upwards. */
const longEnough = { pass: 'fail', fail: 'pass', uncertain: 'uncertain' } as const;

/** The stop of a stream is told at once; one that came so long before the leg's own end was cut off. */
const mostEarlyMs = 2_000;

/** What was heard on the leg that closed the call. */
function speechOf(call: Call, leg: Leg): SpeechEvent | undefined {
  return call.events.findLast((event): event is SpeechEvent => event.kind === 'speech' && event.callSid === leg.sid);
}

/** The official put the receiver down: how long after the last word? */
function judgePause(call: Call, leg: Leg, rule: Rule): ClauseVerdict {
  const speech = speechOf(call, leg);
  if (!speech) return judged(rule, 'unmeasured', 'no-speech-evidence', call.hungUpEvidence);
  const evidence = [speech.key, ...call.hungUpEvidence];
  if (leg.ended && leg.ended.ms - speech.receivedAt > mostEarlyMs)
    return judged(rule, 'unmeasured', 'stream-ended-early', evidence);
  if (typeof speech.pause === 'string') return judged(rule, 'unmeasured', speech.pause, evidence);
  const { lo, hi } = speech.pause;
  const result = longEnough[compare({ lo, hi }, rule.closingPauseMs, false)];
  const reason = speech.pause.isNoisy && result === 'uncertain' ? { reason: 'noisy-line' } : {};
  return { result, lo, hi, limit: rule.closingPauseMs, evidence, decisive: true, ...reason };
}

export function judgeCallClosing(call: Call, rule: Rule): ClauseVerdict {
  if (!call.settled) return judged(rule, null);
  const last = call.lastTalk === null ? undefined : call.legs[call.lastTalk];
  if (!last) return judged(rule, 'not-applicable', 'no-human-answer');
  if (call.timeLimitReached) return judged(rule, 'not-applicable', 'time-limit', call.hungUpEvidence);
  const ended = endIntentOf(call.events);
  if (ended?.isSure) return judged(rule, 'not-applicable', 'ended-by-us', ended.keys);
  if (ended) return judged(rule, 'unmeasured', 'end-outcome-unknown', ended.keys);
  const isHandedOver = call.transfers.some(
    (transfer) =>
      transfer.outcome === 'lost' && (call.legs.find((leg) => leg.sid === transfer.toSid)?.dial ?? 0) > last.dial,
  );
  if (isHandedOver && last.ended !== null)
    return judged(rule, 'not-applicable', 'no-official-connected', [last.ended.key]);
  if (call.hungUpFirst === 'caller') {
    const clause = judged(rule, 'pass', 'caller-hung-up-first', call.hungUpEvidence);
    // With the silence measured, this leg could have failed as well.
    return { ...clause, decisive: judgePause(call, last, rule).decisive };
  }
  if (call.hungUpFirst === 'official') return judgePause(call, last, rule);
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
