// Hand-overs told as Twilio would tell them, beside the teller of scenarios.ts: conference events, REFERs, our intents.
import type { CallEvent, ConferenceEvent, IntentEvent } from '../../server/calls/callEvent.js';
import type { Target } from '../../server/directory/directory.js';
import { toConferenceEvent, toReferEvent } from '../../server/twilio/toHandOverEvent.js';
import { accountSid, sid, type TellerOptions } from './scenarios.js';

const words = {
  start: 'conference-start',
  end: 'conference-end',
  join: 'participant-join',
  leave: 'participant-leave',
  hold: 'participant-hold',
  unhold: 'participant-unhold',
} as const;

/** One conference of one call; its events count from 1 in the order in which they are told. */
export function handOverTeller(options: TellerOptions, number = 1) {
  const { root, origin, rounding = Math.floor, delay = 0.1 } = options;
  const conferenceSid = sid(number).replace(/^CA/, 'CF');
  let sequence = 0;
  const instant = (at: number) => Math.round(origin + at * 1000);
  const expect = ({ event }: { event: CallEvent | undefined }): CallEvent => {
    if (!event) throw new Error('the form names no call');
    return event;
  };
  return {
    conference(
      what: keyof typeof words,
      at: number,
      legSid?: string,
      extra: Record<string, string> = {},
    ): ConferenceEvent {
      sequence += 1;
      const stamp = new Date(rounding((origin + at * 1000) / 1000) * 1000).toUTCString().replace('GMT', '+0000');
      const fields = {
        AccountSid: accountSid,
        ConferenceSid: conferenceSid,
        FriendlyName: root,
        StatusCallbackEvent: words[what],
        SequenceNumber: String(sequence),
        Timestamp: stamp,
        ...(legSid ? { CallSid: legSid } : {}),
        ...extra,
      };
      const callback = {
        fields: Object.entries(fields),
        rootSid: root,
        step: undefined,
        receivedAt: instant(at + delay),
      };
      const event = expect(toConferenceEvent(callback));
      if (event.kind !== 'conference') throw new Error('not a conference event');
      return event;
    },
    refer(at: number, legSid: string, raw: string, targets: Target[], step = 1): CallEvent {
      const fields = { CallSid: legSid, AccountSid: accountSid, CallStatus: 'in-progress', ReferTransferTarget: raw };
      return expect(
        toReferEvent({ fields: Object.entries(fields), rootSid: root, step, receivedAt: instant(at) }, targets),
      );
    },
    intent(at: number, id: string, given: Partial<IntentEvent>): IntentEvent {
      return {
        kind: 'intent',
        key: `intent:${id}`,
        callSid: root,
        rootSid: root,
        receivedAt: instant(at),
        raw: [],
        intentId: id,
        wish: 'transfer',
        by: { userId: 'user-1', account: 'supervisor@hanbit.example' },
        fromLegSid: null,
        dialled: [],
        transferKind: given.wish === undefined || given.wish === 'transfer' ? 'blind' : null,
        briefed: null,
        reason: null,
        ...given,
      };
    },
    outcome(
      at: number,
      id: string,
      outcome: 'accepted' | 'refused' | 'unknown',
      code: number | null = null,
    ): CallEvent {
      const key = `intent:${id}:asked`;
      return {
        kind: 'intent-outcome',
        ...{ key, callSid: root, rootSid: root, receivedAt: instant(at), raw: [], intentId: id, outcome, code },
      };
    },
  };
}
