// Hand-overs: every Dial that began after a person had answered in an earlier one. A rollover before the first answer is none.

import { mayBeHuman } from './answers.js';
import type { Leg, Transfer } from './call.js';

/** @param answerers human legs in the order in which they took the citizen; `legs` numbered by their Dials. */
export function findTransfers(legs: readonly Leg[], answerers: readonly Leg[], settled: boolean): Transfer[] {
  const [first] = answerers;
  if (!first) return [];
  const later = [...new Set(legs.map((leg) => leg.dial))].filter((dial) => dial > first.dial).sort((a, b) => a - b);
  return later.flatMap((dial) => {
    const rung = legs.filter((leg) => leg.dial === dial);
    const to = rung.find(mayBeHuman) ?? rung[0];
    const from = answerers.filter((leg) => leg.dial < dial).at(-1);
    if (!to || !from) return [];
    const isAnswered = mayBeHuman(to);
    const isOver = settled || rung.every((leg) => leg.ended !== null);
    return [
      {
        fromSid: from.sid,
        toSid: to.sid,
        // Who asked for it, and whether it was announced, is known only from an intent that we recorded ourselves.
        kind: 'unknown' as const,
        outcome: isAnswered ? ('answered' as const) : isOver ? ('lost' as const) : null,
        at: to.seenAt,
        ringMs: to.ringing?.stamped && to.answered?.stamped ? Math.max(0, to.answered.ms - to.ringing.ms) : null,
      },
    ];
  });
}
