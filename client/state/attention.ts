// Which live calls need someone at this moment, and in which order the wall names them.
import type { BoardSettings } from '../../server/contract/boardSettings.js';
import type { LiveCallView } from '../../server/contract/callView.js';

/** ring: rings past the limit, nobody answered. protection: past 15 minutes. talk: past three minutes. */
export type Need = 'ring' | 'protection' | 'talk';

export interface CallInNeed {
  call: LiveCallView;
  need: Need;
  /** The moment its clock counts from, ms. */
  since: number;
  /** The limit has passed, but by less than the 2 s that turn it into a breach. */
  provisional: boolean;
}

const order: Record<Need, number> = { ring: 0, protection: 1, talk: 2 };

function needOf(call: LiveCallView, rule: BoardSettings['rule'], now: number): CallInNeed | null {
  // Nobody is talking any more, and nobody is waiting: only the line is being put down.
  if (call.state === 'ending') return null;
  if (call.talkingSince !== null) {
    const since = Date.parse(call.talkingSince);
    const seconds = (now - since) / 1000;
    if (seconds >= rule.protectionSeconds) return { call, need: 'protection', since, provisional: false };
    const provisional = !call.breaches.includes('talk');
    if (!provisional || seconds > rule.talkLimitSeconds) return { call, need: 'talk', since, provisional };
    return null;
  }
  if (call.state !== 'ringing' || call.ringingSince === null) return null;
  const since = Date.parse(call.ringingSince);
  const provisional = !call.breaches.includes('ring');
  if (!provisional || now - since >= rule.ringLimitSeconds * 1000) return { call, need: 'ring', since, provisional };
  return null;
}

/** Ringing past the limit first, then past protection, then past three minutes; the oldest of each first. `now`: ms. */
export function callsInNeed(calls: Iterable<LiveCallView>, rule: BoardSettings['rule'], now: number): CallInNeed[] {
  const found: CallInNeed[] = [];
  for (const call of calls) {
    const need = needOf(call, rule, now);
    if (need) found.push(need);
  }
  return found.sort(
    (a, b) => order[a.need] - order[b.need] || a.since - b.since || a.call.sid.localeCompare(b.call.sid),
  );
}
