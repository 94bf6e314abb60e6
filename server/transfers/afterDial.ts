// What becomes of the citizen when a Dial is over in the course of a transfer: into the conference after the desk that we
// sent there, or back to the desk that had handed them on to somebody who did not come.
import type { Call } from '../calls/call.js';
import type { ActionEvent } from '../calls/callEvent.js';
import { handOverRequestsOf, intentsOf } from '../calls/handOverRequests.js';
import { isTerminal } from '../calls/legs.js';
import type { Directory, Target } from '../directory/directory.js';

/** `status` is that of the citizen's leg. */
export type EndedDial = Pick<ActionEvent, 'step' | 'status' | 'dialCallSid'> & { dialStatus?: string | undefined };

/** Into the conference; or rung at the desk before, while it still has them on its own telephone, only told that nobody came. */
export type AfterDial = { conferenceStep: number } | { back: readonly Target[] } | 'restore';

const givenUp: ReadonlySet<string> = new Set(['no-answer', 'busy', 'failed', 'canceled']);

/** Undefined where no transfer has a say. @param call as far as it is in memory */
export function afterDial(
  call: Call | undefined,
  directory: Pick<Directory, 'target'>,
  ended: EndedDial,
): AfterDial | undefined {
  if (!call || isTerminal(ended.status)) return undefined;
  const intent = intentsOf(call.events).findLast(
    ({ event, outcome }) =>
      outcome !== 'refused' &&
      event.fromLegSid !== null &&
      event.fromLegSid === ended.dialCallSid &&
      (event.transferKind === 'attended' || event.wish === 'hold'),
  );
  if (intent) return { conferenceStep: intent.event.step ?? 1 };
  if (!givenUp.has(ended.dialStatus ?? '')) return undefined;
  const request = handOverRequestsOf(call.events).findLast(({ step }) => step === ended.step);
  if (request?.kind === 'refer') return 'restore';
  const from = call.legs.find((leg) => request?.kind === 'blind' && leg.sid === request.fromLegSid);
  const target = from?.to ? directory.target(from.to) : undefined;
  return target ? { back: [target] } : undefined;
}
