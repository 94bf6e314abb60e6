// Carries out what somebody of the house asks for a live call: the wish is durable before Twilio is asked, and what became
// of asking is durable after it. Twilio is asked once.
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { Call, Leg } from '../calls/call.js';
import type { CallEvent, IntentEvent, IntentOutcomeEvent } from '../calls/callEvent.js';
import { nextStep } from '../calls/handOverRequests.js';
import { dialTimeoutSeconds, mostTargets } from '../calls/limits.js';
import type { Target } from '../directory/directory.js';
import { holderOf, roomOf } from './callPlace.js';
import type { Asked, Switchboard, VoiceUrl } from './switchboard.js';

export type Wish =
  | { wish: 'transfer'; kind: 'blind' | 'attended'; targets: readonly Target[]; to: string; briefed: boolean | null }
  | { wish: 'hold' | 'resume' }
  | { wish: 'end'; reason: string };

export interface CarriedOut {
  intentId: string;
  outcome: IntentOutcomeEvent['outcome'];
  /** Twilio's code of a refusal. */
  code: number | null;
}

export interface CarryOutParts {
  switchboard: Switchboard;
  /** Resolves once the event is durable. */
  ingest: (event: CallEvent) => Promise<void>;
  voiceUrl: VoiceUrl;
  /** Told of the call once all is done. */
  guide: (rootSid: string) => void;
  clock: Clock;
  logger: Logger;
}

const done: Asked = { kind: 'done' };
const outcomes = { done: 'accepted', refused: 'refused', unknown: 'unknown' } as const;

function intentOf(call: Call, wish: Wish, by: IntentEvent['by'], intentId: string, at: number): IntentEvent {
  const isTransfer = wish.wish === 'transfer';
  return {
    kind: 'intent',
    key: `intent:${intentId}`,
    callSid: call.id,
    rootSid: call.id,
    receivedAt: at,
    step: nextStep(call.events, call.legs),
    raw: [],
    intentId,
    wish: wish.wish,
    by,
    fromLegSid: holderOf(call)?.sid ?? null,
    dialled: isTransfer ? wish.targets.slice(0, mostTargets) : [],
    transferKind: isTransfer ? wish.kind : null,
    briefed: isTransfer ? wish.briefed : null,
    reason: wish.wish === 'end' ? wish.reason : null,
  };
}

/** @param intentId new, and the key of all that follows. @throws when the wish could not be made durable: nothing was asked. */
export type CarryOut = (call: Call, wish: Wish, by: IntentEvent['by'], intentId: string) => Promise<CarriedOut>;

export function createCarryOut({ switchboard, ingest, voiceUrl, guide, clock, logger }: CarryOutParts): CarryOut {
  /** The desk goes into the call's conference; the Dial that it leaves asks us what becomes of the citizen. */
  async function gather(call: Call, holder: Leg, { step = 1, intentId }: IntentEvent): Promise<Asked> {
    const room = roomOf(call);
    if (room?.isCitizenIn && room.desks.includes(holder.sid)) return done;
    const url = voiceUrl('/voice/transfer', call.id, step, { intent: intentId, into: 'conference' });
    return switchboard.updateCall(holder.sid, { url });
  }

  async function bringIn(call: Call, { address }: Target, { step = 1, intentId }: IntentEvent): Promise<Asked> {
    return switchboard.createParticipant(call.id, {
      from: call.to ?? '',
      to: address,
      label: intentId,
      statusCallback: voiceUrl('/voice/status', call.id, step),
      // Whoever opens the conference decides whom it tells, and this leg may be the first.
      conferenceStatusCallback: voiceUrl('/voice/conference', call.id, step),
      timeout: dialTimeoutSeconds,
      endConferenceOnExit: false,
    });
  }

  async function ask(call: Call, holder: Leg | undefined, wish: Wish, intent: IntentEvent): Promise<Asked> {
    const room = roomOf(call);
    if (wish.wish === 'end') return switchboard.updateCall(call.id, { status: 'completed' });
    if (wish.wish === 'transfer' && wish.kind === 'blind') {
      const more = { intent: intent.intentId, to: wish.to };
      return switchboard.updateCall(call.id, { url: voiceUrl('/voice/transfer', call.id, intent.step ?? 1, more) });
    }
    if (wish.wish !== 'transfer' && room?.isCitizenIn) {
      return switchboard.updateParticipant(room.conferenceSid, call.id, { hold: wish.wish === 'hold' });
    }
    const gathered = holder ? await gather(call, holder, intent) : done;
    const [target] = intent.dialled;
    return gathered.kind === 'done' && target ? bringIn(call, target, intent) : gathered;
  }

  return async (call, wish, by, intentId) => {
    const intent = intentOf(call, wish, by, intentId, clock.now());
    await ingest(intent);
    const asked = await ask(call, holderOf(call), wish, intent);
    const outcome = outcomes[asked.kind];
    const code = asked.kind === 'refused' ? asked.code : null;
    const told: IntentOutcomeEvent = {
      kind: 'intent-outcome',
      key: `intent:${intentId}:asked`,
      callSid: call.id,
      rootSid: call.id,
      receivedAt: clock.now(),
      raw: [],
      intentId,
      outcome,
      code,
    };
    await ingest(told).catch((error: unknown) => {
      // Twilio has been asked: whoever asked is told what became of it, and the call's own events will say so too.
      logger.error({ err: error, key: told.key }, 'what became of an order to Twilio could not be stored');
    });
    guide(call.id);
    return { intentId, outcome, code };
  };
}
