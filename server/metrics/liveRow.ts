// A call in progress as the board shows it: states and instants only, no number and no name.
import { mayBeHuman } from '../calls/answers.js';
import type { Call, Leg } from '../calls/call.js';
import type { LiveCallView } from '../contract/callView.js';
import type { Judgement } from '../verdict/verdict.js';

function stateOf(call: Call): LiveCallView['state'] {
  const isOpen = (leg: Leg) => leg.ended === null;
  const answerers = call.legs.filter(mayBeHuman);
  const isRinging = (sid: string | null) => call.legs.some((leg) => leg.sid === sid && isOpen(leg));
  // Of one that was asked for and not heard of since, only a citizen without a desk tells that it goes on.
  const isUnderWay = (sid: string | null) => isRinging(sid) || !answerers.some(isOpen);
  if (call.transfers.some(({ outcome, toSid }) => outcome === null && isUnderWay(toSid))) return 'transferring';
  if (answerers.some(isOpen)) return 'talking';
  if (answerers.length > 0) return 'ending';
  if (call.queue && call.queue.ms === null) return 'ringing';
  return call.legs.some((leg) => leg.ringing !== null && isOpen(leg)) ? 'ringing' : 'connecting';
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function earliest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Instants by which the live clocks run, ms. */
export function liveClocks(call: Call) {
  const first = call.firstAnswer === null ? undefined : call.legs[call.firstAnswer];
  const heard = call.legs.filter((leg) => first === undefined || leg.dial <= first.dial);
  const ringingSince = call.queue?.entered.ms ?? earliest(heard.map((leg) => leg.ringingSince));
  return { ringingSince, talkingSince: first?.talkingSince ?? null };
}

/** Settled calls have no row; neither have calls that no citizen made. */
export function isLive(call: Call): boolean {
  return !call.settled && call.direction !== 'outbound-api' && call.direction !== 'outbound-dial';
}

export function liveRow(call: Call, judgement: Judgement, breaches: ReadonlySet<'ring' | 'talk'>): LiveCallView {
  const clocks = liveClocks(call);
  const first = call.firstAnswer === null ? undefined : call.legs[call.firstAnswer];
  const answeredMs = first ? (first.answered?.ms ?? first.seenAt) : undefined;
  const ring = judgement.verdict.ring.result;
  return {
    sid: call.id,
    departmentId: call.departmentId,
    state: stateOf(call),
    startedAt: new Date(call.startedAt).toISOString(),
    ringingSince: iso(clocks.ringingSince),
    ringSeconds: judgement.ringMs === null ? null : judgement.ringMs / 1000,
    talkingSince: iso(clocks.talkingSince),
    cover: call.cover !== null,
    transferredAtSeconds: call.transfers.flatMap(({ at }) =>
      at === null || answeredMs === undefined ? [] : [Math.max(0, (at - answeredMs) / 1000)],
    ),
    // Late news can show that a desk did answer in time: then the alarm was false and goes.
    breaches: [...breaches].filter((clause) => clause !== 'ring' || ring !== 'pass').sort(),
    ringResult: ring,
  };
}
