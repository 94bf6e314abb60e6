// The truth about a finished simulated call, by the definitions of the 333 rule (DESIGN.md), in exact milliseconds.

import type { CallOutcome, LegOutcome } from '../callOutcome.js';
import { nowOf } from './leg.js';
import type { Call } from './model.js';

export function readOutcome(call: Call): CallOutcome {
  const legs: LegOutcome[] = call.legs.map((leg) => ({
    sid: leg.facts.sid,
    to: leg.facts.to,
    dial: leg.dial,
    initiatedAt: leg.initiatedAt ?? leg.createdAt,
    ringingAt: leg.ringingAt,
    answeredAt: leg.answeredAt,
    endedAt: leg.endedAt ?? nowOf(leg),
    status: leg.status,
    answer: leg.answer,
  }));
  const people = legs.filter((leg) => leg.answer === 'human' && leg.answeredAt !== null);
  const first = people.reduce<LegOutcome | undefined>(
    (best, leg) => (best && (best.answeredAt ?? 0) <= (leg.answeredAt ?? 0) ? best : leg),
    undefined,
  );
  const answeredAt = first?.answeredAt ?? null;
  const before = answeredAt === null ? [] : legs.filter((leg) => leg.initiatedAt <= answeredAt);
  const rings = before.flatMap(({ ringingAt }) => (ringingAt === null ? [] : [ringingAt]));
  const { from, to, sid } = call.root.facts;
  return {
    sid,
    from,
    to,
    startedAt: call.startedAt,
    endedAt: call.root.endedAt ?? nowOf(call.root),
    end: first ? 'answered' : readEnd(call, legs),
    waitMs: answeredAt === null ? null : answeredAt - call.startedAt,
    ringMs: answeredAt === null || rings.length === 0 ? null : answeredAt - Math.min(...rings),
    talkMs: answeredAt === null ? null : Math.max(...people.map(({ endedAt }) => endedAt)) - answeredAt,
    answeredBy: first?.to ?? null,
    hungUpFirst: first ? call.hungUpFirst : null,
    pauseMs: first ? call.pauseMs : null,
    transfers: call.transfers,
    legs,
    connections: call.connections,
    warnings: call.warnings,
  };
}

function readEnd(call: Call, legs: readonly LegOutcome[]): CallOutcome['end'] {
  if (legs.some(({ answeredAt }) => answeredAt !== null)) return 'machine';
  if (call.callerLeft) return 'abandoned';
  if (legs.length === 0) return 'refused';
  if (call.lastDialStatus === 'busy' || call.lastDialStatus === 'failed') return call.lastDialStatus;
  return 'no-answer';
}
