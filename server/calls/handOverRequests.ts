// Who asked for the citizen to be sent elsewhere, as far as it is told: our own intents with what became of them, and the
// REFERs of desks' telephones.
import type { CallEvent, DialledTarget, IntentEvent, IntentOutcomeEvent } from './callEvent.js';

export interface Intent {
  event: IntentEvent;
  /** null while Twilio is being asked. */
  outcome: IntentOutcomeEvent['outcome'] | null;
  /** Keys of what tells the outcome. */
  evidence: string[];
}

const surest = ['accepted', 'refused', 'unknown'] as const;

/** In the order in which they were asked for. */
export function intentsOf(events: readonly CallEvent[]): Intent[] {
  const outcomes = events.filter((event) => event.kind === 'intent-outcome');
  return events
    .filter((event) => event.kind === 'intent')
    .map((event) => {
      const own = outcomes.filter(({ intentId }) => intentId === event.intentId);
      const outcome = surest.find((word) => own.some((one) => one.outcome === word)) ?? null;
      return { event, outcome, evidence: own.map(({ key }) => key) };
    });
}

/** A wish of ours to end the call, and whether Twilio took it; null where there is none, or it was refused. */
export function endIntentOf(events: readonly CallEvent[]): { keys: string[]; isSure: boolean } | null {
  const [intent] = intentsOf(events).filter(({ event, outcome }) => event.wish === 'end' && outcome !== 'refused');
  return intent ? { keys: [intent.event.key, ...intent.evidence], isSure: intent.outcome === 'accepted' } : null;
}

export interface HandOverRequest {
  kind: 'blind' | 'attended' | 'refer';
  /** Of the Dial that it begins. */
  step: number;
  targets: readonly DialledTarget[];
  fromLegSid: string | null;
  briefed: boolean | null;
  /** ms. */
  at: number;
}

/** Those that may have begun a Dial: not what Twilio refused, nor what named nobody. */
export function handOverRequestsOf(events: readonly CallEvent[]): HandOverRequest[] {
  const asked = intentsOf(events).flatMap(({ event, outcome }): HandOverRequest[] => {
    const { wish, transferKind: kind, step, dialled, fromLegSid, briefed, receivedAt } = event;
    if (wish !== 'transfer' || outcome === 'refused' || kind === null || step === undefined) return [];
    return [{ kind, step, targets: dialled, fromLegSid, briefed, at: receivedAt }];
  });
  const referred = events.flatMap((event): HandOverRequest[] =>
    event.kind === 'refer' && event.dialled.length > 0
      ? [
          {
            kind: 'refer',
            step: (event.step ?? 1) + 1,
            targets: event.dialled,
            fromLegSid: null,
            briefed: null,
            at: event.receivedAt,
          },
        ]
      : [],
  );
  return [...asked, ...referred].sort((a, b) => a.step - b.step || a.at - b.at);
}

/** The step of the next Dial: one more than any that was begun or asked for. */
export function nextStep(events: readonly CallEvent[], legs: readonly { step: number | null }[]): number {
  const steps = events.flatMap((event) => {
    if (event.step === undefined) return [];
    return event.kind === 'refer' || (event.kind === 'action' && event.next === 'dial') ? event.step + 1 : event.step;
  });
  return [...steps, ...legs.map(({ step }) => step ?? 1)].reduce((most, step) => Math.max(most, step), 1) + 1;
}
