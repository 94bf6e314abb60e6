// A stored call as GET /api/calls and GET /api/calls/:sid promise it (server/contract/callView.ts).
import type { Call, Cover, Leg, Transfer } from '../calls/call.js';
import type { CallEvent } from '../calls/callEvent.js';
import type { CallSummaryView, CallView, EventView, LegView, TransferView } from '../contract/callView.js';
import { judgeTransferRing, transferRingLimit } from '../verdict/transferRing.js';
import type { Judgement, Measures, Rule, Verdict } from '../verdict/verdict.js';
import { type CallMask, createCallMask } from './callMask.js';
import { presentVerdict, toSeconds, toTime, toTimeOrNull } from './verdictView.js';

/** What a call's document carries of it. */
export interface JudgedCall {
  call: Call;
  judgement: Judgement;
}

function presentCover(cover: Cover | null): CallSummaryView['cover'] {
  if (!cover) return null;
  const { delayMs, ...officials } = cover;
  return { ...officials, delaySeconds: toSeconds(delayMs ?? null) };
}

function summarise({ call, judgement }: JudgedCall, mask: CallMask): CallSummaryView {
  return {
    sid: call.id,
    direction: call.direction,
    from: mask.address(call.from),
    to: mask.address(call.to),
    status: call.status,
    startedAt: toTime(call.startedAt),
    endedAt: toTimeOrNull(call.endedAt),
    departmentId: call.departmentId,
    officialId: call.officialId,
    disposition: call.disposition,
    cover: presentCover(call.cover),
    hungUpFirst: call.hungUpFirst,
    waitSeconds: toSeconds(call.waitMs),
    // Absent from calls stored before there were queues.
    queueSeconds: toSeconds(call.queue?.ms ?? null),
    ringSeconds: toSeconds(judgement.ringMs),
    ringCount: judgement.ringCount,
    ringCountMin: judgement.ringCountMin,
    ringCountMax: judgement.ringCountMax,
    talkSeconds: toSeconds(judgement.talkMs),
    transferCount: call.transferCount,
    verdict: presentVerdict(judgement.verdict),
  };
}

export function presentCallSummary(record: JudgedCall): CallSummaryView {
  return summarise(record, createCallMask(record.call));
}

function presentLeg(leg: Leg, judged: Measures & { verdict: Verdict }, mask: CallMask): LegView {
  return {
    sid: leg.sid,
    to: mask.address(leg.to),
    status: leg.status,
    answer: leg.answer,
    departmentId: leg.departmentId,
    officialId: leg.officialId,
    initiatedAt: toTimeOrNull(leg.initiated?.ms ?? null),
    ringingAt: toTimeOrNull(leg.ringing?.ms ?? null),
    answeredAt: toTimeOrNull(leg.answered?.ms ?? null),
    endedAt: toTimeOrNull(leg.ended?.ms ?? null),
    ringSeconds: toSeconds(judged.ringMs),
    ringCount: judged.ringCount,
    talkSeconds: toSeconds(judged.talkMs),
    verdict: presentVerdict(judged.verdict),
  };
}

function presentTransfer(transfer: Transfer, legs: readonly Leg[], rule: Pick<Rule, 'transferRingMs'>): TransferView {
  const departmentOf = (sid: string | null) => legs.find((leg) => leg.sid === sid)?.departmentId ?? null;
  return {
    fromSid: transfer.fromSid,
    toSid: transfer.toSid,
    fromDepartmentId: departmentOf(transfer.fromSid),
    toDepartmentId: departmentOf(transfer.toSid),
    kind: transfer.kind,
    briefed: transfer.briefed ?? null,
    outcome: transfer.outcome,
    at: toTimeOrNull(transfer.at),
    ringSeconds: toSeconds(transfer.ringMs),
    ringResult: judgeTransferRing(transfer, legs, rule),
    ringLimit: transferRingLimit(rule) / 1000,
  };
}

function presentEvent(event: CallEvent, showRaw: CallMask['raw']): EventView {
  return {
    key: event.key,
    kind: event.kind,
    callSid: event.callSid,
    status: event.status ?? null,
    at: toTimeOrNull(event.stamp?.ms ?? null),
    receivedAt: toTime(event.receivedAt),
    sequence: event.sequence ?? null,
    raw: showRaw(event.raw),
  };
}

/** What the call's own page needs on top. */
interface WholeCall extends JudgedCall {
  callerKey?: string | null;
  /** That the call was judged by. */
  rule?: Pick<Rule, 'transferRingMs'>;
}

/** @param allow.raw whether the reader may see what the provider sent; numbers are masked even there. */
export function presentCall({ call, judgement, callerKey, rule = {} }: WholeCall, allow: { raw: boolean }): CallView {
  const mask = createCallMask(call);
  const showEvent = (event: CallEvent) => presentEvent(event, allow.raw ? mask.raw : () => []);
  return {
    ...summarise({ call, judgement }, mask),
    callerKey: callerKey ?? null,
    transfers: call.transfers.map((transfer) => presentTransfer(transfer, call.legs, rule)),
    legs: call.legs.flatMap((leg, index) => {
      const judged = judgement.legs[index];
      // Both lists are written in one step; a leg without its judgement would be a fault there, not here.
      if (!judged) throw new RangeError(`The judgement of leg ${index} of ${call.id} is missing.`);
      return [presentLeg(leg, judged, mask)];
    }),
    events: call.events.map(showEvent),
    conflicts: call.conflicts.map(showEvent),
  };
}
