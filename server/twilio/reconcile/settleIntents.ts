// What became of orders to Twilio that were never answered: told by Twilio's own list where it can tell, and left unknown
// where the same traces could come from somebody hanging up.
import type { Call } from '../../calls/call.js';
import type { IntentOutcomeEvent } from '../../calls/callEvent.js';
import { type Intent, intentsOf } from '../../calls/handOverRequests.js';
import type { ListedLeg } from '../readRest.js';

/** Twilio's whole seconds and our clock disagree by less. */
const clockMs = 2_000;
/** An order that Twilio took shows within this time. */
const shownWithinMs = 60_000;
/** A call that went on for longer was not ended by the order. */
const surelyNotEndedMs = 15_000;

type Outcome = IntentOutcomeEvent['outcome'];

function ofTransfer({ event }: Intent, call: Call, listed: readonly ListedLeg[]): Outcome {
  if (call.legs.some((leg) => leg.step === event.step)) return 'accepted';
  const addresses = new Set(event.dialled.map(({ address }) => address));
  const isOurs = (leg: ListedLeg) =>
    (leg.parentSid === call.id || leg.direction === 'outbound-api') &&
    addresses.has(leg.to) &&
    leg.startedAt !== null &&
    leg.startedAt >= event.receivedAt - clockMs &&
    leg.startedAt <= event.receivedAt + shownWithinMs;
  return listed.some(isOurs) ? 'accepted' : 'refused';
}

function ofEnd({ event }: Intent, { endedAt }: Call): Outcome {
  // Soon after the order the citizen may as well have hung up: nobody can tell.
  return endedAt !== null && endedAt - event.receivedAt > surelyNotEndedMs ? 'refused' : 'unknown';
}

function ofHold({ event }: Intent, call: Call): Outcome {
  const word = event.wish === 'hold' ? 'hold' : 'unhold';
  const isShown = call.events.some(
    (one) =>
      one.kind === 'conference' &&
      one.what === word &&
      one.receivedAt >= event.receivedAt - clockMs &&
      one.receivedAt <= event.receivedAt + shownWithinMs,
  );
  return isShown ? 'accepted' : 'refused';
}

/** @param call over for so long that Twilio's list is complete. @param listed Twilio's legs of that time. */
export function settleIntents(call: Call, listed: readonly ListedLeg[], now: number): IntentOutcomeEvent[] {
  return intentsOf(call.events)
    .filter(({ outcome }) => outcome === 'unknown' || outcome === null)
    .flatMap((intent) => {
      const { intentId, wish } = intent.event;
      const outcome =
        wish === 'transfer'
          ? ofTransfer(intent, call, listed)
          : wish === 'end'
            ? ofEnd(intent, call)
            : ofHold(intent, call);
      if (outcome === 'unknown') return [];
      return [
        {
          kind: 'intent-outcome' as const,
          key: `intent:${intentId}:settled`,
          callSid: call.id,
          rootSid: call.id,
          receivedAt: now,
          raw: [['Source', 'REST']] as [string, string][],
          intentId,
          outcome,
          code: null,
        },
      ];
    });
}
