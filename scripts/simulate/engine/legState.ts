// What REST shows of a leg. Times are exact ms; REST prints whole seconds.
import type { Leg } from './model.js';

export interface LegState {
  sid: string;
  parentSid: string | null;
  from: string;
  to: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  status: string;
  answeredBy: string | null;
  createdAt: number;
  startedAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
  queueMs: number;
}

export function showLeg({ facts, ...leg }: Leg): LegState {
  return {
    sid: facts.sid,
    parentSid: facts.parentSid,
    from: facts.from,
    to: facts.to,
    direction: facts.direction,
    // REST knows no "initiated"; its word for that state is "queued".
    status: leg.status === 'initiated' ? 'queued' : leg.status,
    answeredBy: leg.answeredBy ?? null,
    createdAt: leg.createdAt,
    startedAt: leg.initiatedAt,
    answeredAt: leg.answeredAt,
    endedAt: leg.endedAt,
    queueMs: leg.queueMs,
  };
}
