// A stored call as GET /api/calls and GET /api/calls/:sid promise it (server/contract/callView.ts).
import type { Call, Leg, Transfer } from '../calls/call.js';
import type { CallEvent } from '../calls/callEvent.js';
import type { CallSummaryView, CallView, EventView, LegView, TransferView } from '../contract/callView.js';
import type { Judgement, Measures, Verdict } from '../verdict/verdict.js';
import { presentVerdict, toSeconds, toTime, toTimeOrNull } from './verdictView.js';

/** What a call's document carries of it. */
export interface JudgedCall {
  call: Call;
  judgement: Judgement;
}

export function presentCallSummary({ call, judgement }: JudgedCall): CallSummaryView {
  return {
    sid: call.id,
    direction: call.direction,
    from: call.from,
    to: call.to,
    status: call.status,
    startedAt: toTime(call.startedAt),
    endedAt: toTimeOrNull(call.endedAt),
    departmentId: call.departmentId,
    officialId: call.officialId,
    disposition: call.disposition,
    cover: call.cover,
    hungUpFirst: call.hungUpFirst,
    waitSeconds: toSeconds(call.waitMs),
    ringSeconds: toSeconds(judgement.ringMs),
    ringCount: judgement.ringCount,
    ringCountMin: judgement.ringCountMin,
    ringCountMax: judgement.ringCountMax,
    talkSeconds: toSeconds(judgement.talkMs),
    transferCount: call.transferCount,
    verdict: presentVerdict(judgement.verdict),
  };
}

function presentLeg(leg: Leg, judged: Measures & { verdict: Verdict }): LegView {
  return {
    sid: leg.sid,
    to: leg.to,
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

function presentTransfer(transfer: Transfer, legs: readonly Leg[]): TransferView {
  const departmentOf = (sid: string) => legs.find((leg) => leg.sid === sid)?.departmentId ?? null;
  return {
    fromSid: transfer.fromSid,
    toSid: transfer.toSid,
    fromDepartmentId: departmentOf(transfer.fromSid),
    toDepartmentId: departmentOf(transfer.toSid),
    kind: transfer.kind,
    outcome: transfer.outcome,
    at: toTimeOrNull(transfer.at),
    ringSeconds: toSeconds(transfer.ringMs),
  };
}

function presentEvent(event: CallEvent): EventView {
  return {
    key: event.key,
    kind: event.kind,
    callSid: event.callSid,
    status: event.status ?? null,
    at: toTimeOrNull(event.stamp?.ms ?? null),
    receivedAt: toTime(event.receivedAt),
    sequence: event.sequence ?? null,
    raw: event.raw.map(([name, value]): [string, string] => [name, value]),
  };
}

export function presentCall({ call, judgement }: JudgedCall): CallView {
  return {
    ...presentCallSummary({ call, judgement }),
    transfers: call.transfers.map((transfer) => presentTransfer(transfer, call.legs)),
    legs: call.legs.flatMap((leg, index) => {
      const judged = judgement.legs[index];
      // Both lists are written in one step; a leg without its judgement would be a fault there, not here.
      if (!judged) throw new RangeError(`The judgement of leg ${index} of ${call.id} is missing.`);
      return [presentLeg(leg, judged)];
    }),
    events: call.events.map(presentEvent),
    conflicts: call.conflicts.map(presentEvent),
  };
}
