// Hand-overs: every Dial that began after a person had answered in an earlier one. A rollover before the first answer is none.

import { mayBeHuman } from './answers.js';
import type { Leg, Transfer } from './call.js';

/**
 * @param legs numbered by their Dials
 * @param answerers legs that may be human, in the order in which they took the citizen
 * @param told numbers of the Dials whose action came
 */
export function findTransfers(legs: readonly Leg[], answerers: readonly Leg[], told: ReadonlySet<number>): Transfer[] {
  // Only who surely had the citizen can have handed over.
  const holders = answerers.filter((leg) => leg.answer === 'human');
  const [first] = holders;
  if (!first) return [];
  const later = [...new Set(legs.map((leg) => leg.dial))].filter((dial) => dial > first.dial).sort((a, b) => a - b);
  return later.flatMap((dial) => {
    const rung = legs.filter((leg) => leg.dial === dial);
    const to = rung.find(mayBeHuman) ?? rung[0];
    const from = holders.filter((leg) => leg.dial < dial).at(-1);
    if (!to || !from) return [];
    // A leg of which only the end is known may have been a rival of the holder's own Dial.
    const isDated = (to.initiated ?? to.ringing ?? to.answered) !== null || told.has(dial);
    const isAnswered = mayBeHuman(to) && isDated;
    const isOver = told.has(dial) || (!mayBeHuman(to) && rung.every((leg) => leg.ended !== null));
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
