// The truth about a finished simulated call, by the definitions of the 333 rule (DESIGN.md), in exact milliseconds.
import type { CallOutcome, LegOutcome } from './callOutcome.js';
import type { CallState } from './callState.js';

export function readOutcome(state: CallState): CallOutcome {
  const legs: LegOutcome[] = state.legs.map((leg) => ({
    sid: leg.facts.sid,
    to: leg.facts.to,
    dial: leg.dial,
    initiatedAt: leg.initiatedAt ?? leg.createdAt,
    ringingAt: leg.ringingAt,
    answeredAt: leg.answeredAt,
    endedAt: leg.endedAt ?? state.at,
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
  const { from, to, sid } = state.caller.facts;
  return {
    sid,
    from,
    to,
    startedAt: state.startedAt,
    endedAt: state.caller.endedAt ?? state.at,
    end: first ? 'answered' : readEnd(state, legs),
    waitMs: answeredAt === null ? null : answeredAt - state.startedAt,
    ringMs: answeredAt === null || rings.length === 0 ? null : answeredAt - Math.min(...rings),
    talkMs: answeredAt === null ? null : Math.max(...people.map(({ endedAt }) => endedAt)) - answeredAt,
    answeredBy: first?.to ?? null,
    hungUpFirst: first ? state.hungUpFirst : null,
    transfers: state.transfers,
    legs,
    warnings: state.warnings,
  };
}

function readEnd(state: CallState, legs: readonly LegOutcome[]): CallOutcome['end'] {
  if (legs.some(({ answeredAt }) => answeredAt !== null)) return 'machine';
  if (state.callerLeft) return 'abandoned';
  if (legs.length === 0) return 'refused';
  if (state.lastDialStatus === 'busy' || state.lastDialStatus === 'failed') return state.lastDialStatus;
  return 'no-answer';
}
