// Hand-overs: every Dial that began after a person had answered in an earlier one, and those that were asked for and of
// which no desk is known. A rollover before the first answer is none; a Dial back to who handed over is the return.
import { mayBeHuman } from './answers.js';
import type { Leg, Mark, Transfer } from './call.js';
import type { HandOverRequest } from './handOverRequests.js';
import { sameAddress } from './legs.js';
import { surelyLaterMs } from './limits.js';

export interface HandOverFacts {
  /** Numbered by their Dials. */
  legs: readonly Leg[];
  /** Legs that may be human, in the order in which they took the citizen. */
  answerers: readonly Leg[];
  /** Numbers of the Dials whose action came. */
  told: ReadonlySet<number>;
  requests: readonly HandOverRequest[];
  settled: boolean;
}

/** Positive: surely later; negative: surely earlier; 0 where the stamps cannot tell. */
function order(a: Mark, b: Mark): number {
  const apart = a.ms - b.ms;
  return Math.abs(apart) >= surelyLaterMs ? apart : 0;
}

/** Attended and REFERred: the first desk stays until the next one has the citizen, or has them back. */
function outcomeWithHolder(from: Leg, to: Leg): Transfer['outcome'] {
  const isAnswered = mayBeHuman(to);
  if (to.ended === null) return isAnswered ? 'answered' : null;
  // Gone after the other by more than stamps can err; an end that has not come, or was lost, tells nothing.
  const stayed = from.ended ? order(from.ended, to.ended) : 0;
  if (stayed > 0) return 'returned';
  return isAnswered ? 'answered' : stayed < 0 ? 'lost' : null;
}

/** Both desks were connected before the first one left. */
function wasBriefed(from: Leg, to: Leg, settled: boolean): boolean | null {
  if (!mayBeHuman(to) || !to.answered?.stamped) return null;
  if (from.ended === null) return settled ? null : true;
  const apart = order(from.ended, to.answered);
  return apart === 0 ? null : apart > 0;
}

function isBackTo(from: Leg | undefined, to: Leg): boolean {
  if (!from) return false;
  if (from.officialId !== null && from.officialId === to.officialId) return true;
  return from.to !== null && to.to !== null && sameAddress(from.to, to.to);
}

export function findTransfers({ legs, answerers, told, requests, settled }: HandOverFacts): Transfer[] {
  // Only who surely had the citizen can have handed over.
  const holders = answerers.filter((leg) => leg.answer === 'human');
  const [first] = holders;
  if (!first) return [];
  const transfers: Transfer[] = [];
  const later = [...new Set(legs.map((leg) => leg.dial))].filter((dial) => dial > first.dial).sort((a, b) => a - b);
  for (const dial of later) {
    const rung = legs.filter((leg) => leg.dial === dial);
    const to = rung.find(mayBeHuman) ?? rung[0];
    const from = holders.filter((leg) => leg.dial < dial).at(-1);
    if (!to || !from) continue;
    // A leg of which only the end is known may have been a rival of the holder's own Dial.
    const isDated = (to.initiated ?? to.ringing ?? to.answered) !== null || told.has(dial);
    const isAnswered = mayBeHuman(to) && isDated;
    const isOver = told.has(dial) || (!mayBeHuman(to) && rung.every((leg) => leg.ended !== null));
    const request = requests.findLast(({ step }) => step === to.step);
    const before = transfers.at(-1);
    if (!request && before && before.outcome !== 'answered' && isBackTo(from, to)) {
      before.outcome = isAnswered ? 'returned' : isOver ? 'lost' : null;
      continue;
    }
    const isHeld = request?.kind === 'attended' || request?.kind === 'refer';
    const blind = isAnswered ? ('answered' as const) : isOver ? ('lost' as const) : null;
    transfers.push({
      fromSid: from.sid,
      toSid: to.sid,
      // Who asked for it is known only from an intent of ours or from the telephone's own REFER.
      kind: request?.kind ?? 'unknown',
      briefed: request?.kind === 'attended' ? wasBriefed(from, to, settled) : (request?.briefed ?? null),
      outcome: isHeld ? outcomeWithHolder(from, to) : blind,
      at: to.seenAt,
      ringMs: to.ringing?.stamped && to.answered?.stamped ? Math.max(0, to.answered.ms - to.ringing.ms) : null,
    });
  }
  const seen = new Set(legs.map((leg) => leg.step));
  for (const { step, kind, briefed, fromLegSid, at } of requests) {
    const from = holders.find((leg) => leg.sid === fromLegSid) ?? holders.at(-1);
    if (seen.has(step) || !from) continue;
    transfers.push({ fromSid: from.sid, toSid: null, kind, briefed, outcome: null, at, ringMs: null });
  }
  return transfers;
}
