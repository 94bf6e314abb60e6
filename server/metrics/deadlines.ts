// Time alone can pass a limit. A live call's next deadline is when its breach begins: two seconds after the limit, since at
// the limit itself stamps of whole seconds would make every eighth answered call a false alarm (DESIGN.md).
import type { Call } from '../calls/call.js';
import { silentCallMs } from '../calls/limits.js';
import type { LiveCallView } from '../contract/callView.js';
import type { Rule } from '../verdict/verdict.js';
import { liveClocks } from './liveRow.js';

export type Deadline = { at: number; what: 'ring' | 'talk' | 'silent' };

export const breachGraceMs = 2_000;

/** The earliest deadline that has not been met yet; `silent` is when a call without news leaves `now`. */
export function nextDeadline(
  call: Call,
  state: LiveCallView['state'],
  rule: Rule,
  begun: ReadonlySet<'ring' | 'talk'>,
): Deadline {
  const { ringingSince, talkingSince } = liveClocks(call);
  const silent = Math.max(...call.events.map((event) => event.receivedAt)) + silentCallMs;
  const candidates: Deadline[] = [{ at: silent, what: 'silent' }];
  if (state === 'ringing' && ringingSince !== null && !begun.has('ring')) {
    candidates.push({ at: ringingSince + rule.ringLimitMs + breachGraceMs, what: 'ring' });
  }
  if ((state === 'talking' || state === 'transferring') && talkingSince !== null && !begun.has('talk')) {
    candidates.push({ at: talkingSince + rule.talkLimitMs + breachGraceMs, what: 'talk' });
  }
  return candidates.reduce((first, one) => (one.at < first.at ? one : first));
}
