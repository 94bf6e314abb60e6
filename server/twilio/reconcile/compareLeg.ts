// One leg of Twilio's list beside what we hold of it; pure.
import type { Call } from '../../calls/call.js';
import { isTerminal } from '../../calls/legs.js';
import type { ListedLeg } from '../readRest.js';

/** Stamps are whole seconds, and both ends may be off by one. */
const sureDifferenceSeconds = 2;

/** Its end was told by a callback, or recovered before. */
export function isEndKnown(call: Call, sid: string): boolean {
  return call.events.some((event) => event.kind === 'status' && event.callSid === sid && isTerminal(event.status));
}

function ourSeconds(call: Call, sid: string): number | null {
  const own = call.events.find((event) => event.kind === 'status' && event.callSid === sid && isTerminal(event.status));
  if (own?.kind === 'status' && own.callDurationSeconds !== undefined) return own.callDurationSeconds;
  const leg = call.legs.find((one) => one.sid === sid);
  return leg?.answered?.stamped && leg.ended?.stamped ? (leg.ended.ms - leg.answered.ms) / 1000 : null;
}

/** What the two sides say, where they surely do not agree. */
export function differenceOf(call: Call, listed: ListedLeg): { ours: string; theirs: string } | undefined {
  const leg = call.legs.find((one) => one.sid === listed.sid);
  const status = leg ? leg.status : call.status;
  if (status !== null && isTerminal(status) && isTerminal(listed.status) && status !== listed.status)
    return { ours: status, theirs: listed.status };
  const seconds = ourSeconds(call, listed.sid);
  if (seconds === null || listed.durationSeconds === null) return undefined;
  const isSure = Math.abs(seconds - listed.durationSeconds) > sureDifferenceSeconds;
  return isSure ? { ours: `${seconds} s`, theirs: `${listed.durationSeconds} s` } : undefined;
}

/** Legs whose webhooks are worth reading again: something that Twilio sends of every call never came. */
export function legsToReadAgain({ id, events, legs, direction }: Call): string[] {
  const lacksVoice = direction === 'inbound' && !events.some(({ kind }) => kind === 'voice');
  const lacksAction = legs.length > 0 && !events.some(({ kind }) => kind === 'action');
  const refused = ['busy', 'failed', 'canceled'];
  const lacking = legs.filter(
    ({ status, ringing, answered, answer, sequenceGap }) =>
      sequenceGap || (ringing === null && !refused.includes(status ?? '')) || (answer !== 'none' && answered === null),
  );
  return lacksVoice || lacksAction || lacking.length > 0 ? [id, ...lacking.map(({ sid }) => sid)] : [];
}
