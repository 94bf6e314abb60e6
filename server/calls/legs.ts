// Collects the events of each leg into its four marks: dialled, rang, picked up, ended.
import type { Leg, Mark } from './call.js';
import type { ActionEvent, CallEvent, DialledTarget, LegStatus, StatusEvent } from './callEvent.js';
import { compareText } from './eventSet.js';

const terminal: ReadonlySet<LegStatus> = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);

export function isTerminal(status: LegStatus | null | undefined): boolean {
  return status !== null && status !== undefined && terminal.has(status);
}

export function markOf(event: CallEvent): Mark {
  return event.stamp
    ? { ...event.stamp, key: event.key, stamped: true }
    : { ms: event.receivedAt, exact: false, key: event.key, stamped: false };
}

/** A stamped mark stands above one placed by receipt; then the earlier one; then the key. */
function earlier(a: StatusEvent, b: StatusEvent): StatusEvent {
  const [one, other] = [markOf(a), markOf(b)];
  if (one.stamped !== other.stamped) return one.stamped ? a : b;
  return (one.ms - other.ms || compareText(one.key, other.key)) <= 0 ? a : b;
}

export function firstWith(
  events: readonly StatusEvent[],
  accept: (status: LegStatus) => boolean,
): StatusEvent | undefined {
  return events
    .filter((event) => event.status && accept(event.status))
    .reduce<StatusEvent | undefined>((best, event) => (best ? earlier(best, event) : event), undefined);
}

/** Live clocks start at the receipt, but never further from the stamp than its resolution allows. */
function liveInstant(event: StatusEvent | undefined): number | null {
  if (!event) return null;
  if (!event.stamp) return event.receivedAt;
  const slack = event.stamp.exact ? 0 : 1000;
  return Math.min(Math.max(event.receivedAt, event.stamp.ms - slack), event.stamp.ms + slack);
}

/** Did a sequence number before the answer (or the end) never arrive? */
function hasGap(events: readonly StatusEvent[], until: StatusEvent | undefined): boolean {
  if (until?.sequence === undefined) return false;
  const { sequence } = until;
  // Counted, not walked: the number comes from outside and may be huge.
  const below = events.flatMap((event) =>
    event.sequence !== undefined && event.sequence < sequence ? event.sequence : [],
  );
  return new Set(below).size < sequence;
}

export function sameAddress(a: string, b: string): boolean {
  const bare = (address: string) => address.trim().toLowerCase().split(';', 1)[0];
  return bare(a) === bare(b);
}

/** What was dialled, by which step: the first Dial is the voice URL's answer, later ones are an action's. */
export interface DialledStep {
  step: number;
  targets: readonly DialledTarget[];
}

function targetOf(to: string | null, step: number | null, steps: readonly DialledStep[]): DialledTarget | undefined {
  if (to === null) return undefined;
  const own = steps.filter((one) => step === null || one.step === step);
  return [...own, ...steps].flatMap((one) => one.targets).find((target) => sameAddress(target.address, to));
}

/** @param actions those whose DialCallSid is this leg; a leg may be known from them alone. */
export function legOf(
  sid: string,
  events: readonly StatusEvent[],
  actions: readonly ActionEvent[],
  steps: readonly DialledStep[],
): Leg {
  const initiated = firstWith(events, (status) => status === 'initiated' || status === 'queued');
  const ringing = firstWith(events, (status) => status === 'ringing');
  const answered = firstWith(events, (status) => status === 'in-progress');
  const ended = firstWith(events, isTerminal);
  const first = initiated ?? ringing ?? answered ?? ended;
  const pickedUpBy = new Set(events.flatMap((event) => event.answeredBy ?? []));
  const step = [...events, ...actions].find((event) => event.step !== undefined)?.step ?? null;
  const to = events.find((event) => event.to)?.to ?? null;
  const target = targetOf(to, step, steps);
  return {
    sid,
    to,
    step,
    dial: 0,
    targetKind: target?.kind ?? null,
    departmentId: target?.departmentId ?? null,
    officialId: target?.officialId ?? null,
    status: (ended ?? answered ?? ringing ?? initiated)?.status ?? null,
    initiated: initiated ? markOf(initiated) : null,
    ringing: ringing ? markOf(ringing) : null,
    answered: answered ? markOf(answered) : null,
    ended: ended ? markOf(ended) : null,
    answer: 'none',
    answeredBy: events.find((event) => event.answeredBy)?.answeredBy ?? null,
    isAnswererDisputed: pickedUpBy.has('human') && pickedUpBy.size > 1,
    sequenceGap: hasGap(events, answered ?? ended),
    evidence: [...events, ...actions].map((event) => event.key),
    seenAt: first ? markOf(first).ms : Math.min(...actions.map((action) => action.receivedAt)),
    ringingSince: liveInstant(ringing),
    talkingSince: liveInstant(answered),
  };
}
