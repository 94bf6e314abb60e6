// One call as its picture draws it (server/contract/timelineView.ts): lanes, bells, holds, words and what each clause rests on.
import type { Call, Leg, Mark } from '../calls/call.js';
import type { CallEvent, SpeechEvent } from '../calls/callEvent.js';
import { holdsOf } from '../calls/conference.js';
import type { TimelineView } from '../contract/timelineView.js';
import { sharesOf } from '../speech/shares.js';
import { judgeTransferRing } from '../verdict/transferRing.js';
import type { ClauseVerdict, Judgement, Rule } from '../verdict/verdict.js';
import { type CallMask, createCallMask } from './callMask.js';
import { toTime } from './verdictView.js';

export interface DrawnCall {
  call: Call;
  judgement: Judgement;
  /** That the call was judged by. */
  rule: Rule;
}

/** A telephone that rings for ten minutes; more bells than that are drawn by nobody. */
const mostBells = 200;

/** Seconds from the call's start. */
type Place = (ms: number) => number;
type Span = { from: number; to: number | null };

const isTalk = ({ answer }: Leg) => answer === 'human' || answer === 'contradicted';

function spanOf(place: Place, from: Mark | null, to: Mark | null): Span | null {
  return from && { from: place(from.ms), to: to && place(to.ms) };
}

function viaOf(call: Call, leg: Leg): { via: 'line' | 'cover' | 'transfer'; fromSid: string | null } {
  const transfer = call.transfers.find(({ toSid }) => toSid === leg.sid);
  if (transfer) return { via: 'transfer', fromSid: transfer.fromSid };
  const isInstead = call.officialId !== null && leg.officialId !== null && leg.officialId !== call.officialId;
  return { via: isInstead ? 'cover' : 'line', fromSid: null };
}

function presentLegs({ call, judgement }: DrawnCall, place: Place, mask: CallMask): TimelineView['legs'] {
  return call.legs.map((leg, index) => {
    const verdict = judgement.legs[index]?.verdict;
    return {
      sid: leg.sid,
      ...viaOf(call, leg),
      to: mask.address(leg.to),
      departmentId: leg.departmentId,
      officialId: leg.officialId,
      answer: leg.answer,
      status: leg.status,
      ringing: spanOf(place, leg.ringing, leg.answered ?? leg.ended),
      talking: isTalk(leg) ? spanOf(place, leg.answered, leg.ended) : null,
      results: {
        ring: verdict?.ring.result ?? null,
        talk: verdict?.talk.result ?? null,
        closing: verdict?.closing.result ?? null,
      },
    };
  });
}

/** From the first bell, as the ring clause has it, to the first answer; or from the first that is known until the desks were silent. */
function ringingOf({ call, judgement }: DrawnCall, now: number): { from: number; to: number } | null {
  const first = call.firstAnswer === null ? undefined : call.legs[call.firstAnswer];
  const rung = call.legs.filter((leg) => leg.ringing && (!first || leg.dial <= first.dial));
  if (first?.answered && judgement.ringMs !== null)
    return { from: first.answered.ms - judgement.ringMs, to: first.answered.ms };
  const starts = rung.flatMap(({ ringing }) => ringing?.ms ?? []);
  if (starts.length === 0 || (first && !first.answered)) return null;
  const to = first?.answered?.ms ?? Math.max(...rung.map(({ ended }) => ended?.ms ?? call.endedAt ?? now));
  return { from: Math.min(...starts), to };
}

function bellsOf(ringing: { from: number; to: number } | null, place: Place, cadenceMs: number): number[] {
  if (!ringing) return [];
  const count = Math.min(mostBells, Math.floor(Math.max(0, ringing.to - ringing.from) / cadenceMs) + 1);
  return Array.from({ length: count }, (_, index) => place(ringing.from + index * cadenceMs));
}

function presentSpeech(speech: SpeechEvent, place: Place): TimelineView['speech'][number] {
  const at = (ms: number) => place(speech.startedAt + ms);
  const spoken = (segments: SpeechEvent['official']) =>
    segments.map(([from, to]): [number, number] => [at(from), at(to)]);
  const segmentsOf = (segments: SpeechEvent['official']) => segments.map(([from, to]) => ({ from, to }));
  const shares = sharesOf(segmentsOf(speech.official), segmentsOf(speech.citizen), speech.endMs);
  const { pause } = speech;
  return {
    legSid: speech.callSid,
    from: at(0),
    to: at(speech.endMs),
    official: spoken(speech.official),
    citizen: spoken(speech.citizen),
    shares: {
      official: shares.official / 1000,
      citizen: shares.citizen / 1000,
      overlap: shares.overlap / 1000,
      silence: shares.silence / 1000,
    },
    pause:
      typeof pause === 'string'
        ? null
        : { seconds: pause.ms / 1000, lo: pause.lo / 1000, hi: pause.hi / 1000, isNoisy: pause.isNoisy },
    pauseReason: typeof pause === 'string' ? pause : null,
  };
}

function evidenceOf(clause: ClauseVerdict, events: ReadonlyMap<string, CallEvent>, place: Place) {
  return clause.evidence.flatMap((key) => {
    const event = events.get(key);
    if (!event) return [];
    const { kind, callSid, stamp, receivedAt } = event;
    return [{ key, kind, legSid: callSid, at: place(stamp?.ms ?? receivedAt), isStamped: stamp !== undefined }];
  });
}

/** @param now ms; a call in progress is drawn up to it. */
export function presentTimeline(drawn: DrawnCall, now: number): TimelineView {
  const { call, judgement, rule } = drawn;
  const place: Place = (ms) => (ms - call.startedAt) / 1000;
  const placeOrNull = (ms: number | null) => (ms === null ? null : place(ms));
  const first = call.firstAnswer === null ? undefined : call.legs[call.firstAnswer];
  const last = call.lastTalk === null ? undefined : call.legs[call.lastTalk];
  const rang = ringingOf(drawn, now);
  const end = call.settled ? call.endedAt : null;
  const answeredAt = first?.answered?.ms ?? null;
  const events = new Map(call.events.map((event) => [event.key, event]));
  const { verdict } = judgement;
  return {
    sid: call.id,
    startedAt: toTime(call.startedAt),
    length: Math.max(0, place(end ?? (call.settled ? call.startedAt : now))),
    isOver: call.settled,
    citizen: {
      waiting: { from: place(call.offeredAt ?? call.startedAt), to: placeOrNull(answeredAt ?? end) },
      talking: answeredAt === null ? null : { from: place(answeredAt), to: placeOrNull(last?.ended?.ms ?? end) },
    },
    bells: bellsOf(rang, place, rule.cadenceMs),
    limits: {
      ring: rang && place(rang.from + rule.ringLimitMs),
      talk: answeredAt === null ? null : place(answeredAt + rule.talkLimitMs),
    },
    legs: presentLegs(drawn, place, createCallMask(call)),
    transfers: call.transfers.map((transfer) => ({
      fromSid: transfer.fromSid,
      toSid: transfer.toSid,
      kind: transfer.kind,
      briefed: transfer.briefed ?? null,
      outcome: transfer.outcome,
      at: placeOrNull(transfer.at),
      ringSeconds: transfer.ringMs === null ? null : transfer.ringMs / 1000,
      ringResult: judgeTransferRing(transfer, call.legs, rule),
    })),
    holds: holdsOf(call.events, call.id).map(({ from, to }) => ({ from: place(from.ms), to: to && place(to.ms) })),
    speech: call.events.flatMap((event) => (event.kind === 'speech' ? [presentSpeech(event, place)] : [])),
    hungUpFirst: call.hungUpFirst,
    evidence: {
      ring: evidenceOf(verdict.ring, events, place),
      talk: evidenceOf(verdict.talk, events, place),
      closing: evidenceOf(verdict.closing, events, place),
    },
  };
}
