// Everything about one call that Twilio does not decide: who rings whom, how the people behave, and the small delays.
// A plan holds no chance any more: the same plan against the same answers gives the same requests. Times are whole milliseconds.

/** What a dialled telephone does. `alertMs`: from `initiated` to `ringing`. */
export type DeskPlan = {
  /** From the Dial to `initiated`. */
  dialMs: number;
  alertMs: number;
  /** False for carriers that never report `ringing`. */
  reportsRinging: boolean;
} & (
  | { does: 'answer'; afterMs: number; by: 'human' | 'machine_start' | 'fax' | 'unknown' }
  | { does: 'ring' }
  | { does: 'busy'; afterMs: number }
  | { does: 'fail'; afterMs: number }
);

/** What happens once a desk has answered. */
export interface TalkPlan {
  ms: number;
  end: 'caller' | 'official' | { transferTo: string };
}

/** One Dial, whichever telephones the answer names: desks in the order of its nouns, silent ones beyond the list. */
export interface DialPlan {
  desks: DeskPlan[];
  talk: TalkPlan;
}

export interface CallPlan {
  /** CallSid of the citizen's leg; the other legs' are derived from it. */
  sid: string;
  from: string;
  to: string;
  /** `country`: as for Korean numbers, only the country is filled in; `empty`: all empty; `none`: no such fields. */
  geo: 'country' | 'empty' | 'none';
  /** Further fields of the voice request, such as ForwardedFrom, SipDomain or CallToken. */
  extraFields: readonly (readonly [string, string])[];
  /** How long the citizen waits for a person before hanging up; counted afresh after a transfer. */
  patienceMs: number;
  /** The 1st, 2nd, ... Dial of the call; a rollover and a transfer are each a further one. */
  dials: DialPlan[];
  /** How Twilio turns its clock into whole seconds; nobody has published it. */
  stamps: 'floor' | 'round' | 'ceil';
  /** Both words have been seen for a leg that ends because another answered, or because the caller left. */
  canceledWord: 'canceled' | 'no-answer';
  /** Whether an abandoned Dial still asks its action URL. */
  asksActionAfterAbandon: boolean;
  /** From a Dial's end to its action request, and from the last answer to the citizen's own terminal event. */
  actionMs: number;
  endingMs: number;
}

/** A whole plan from the few things a test cares about: one desk, answering as a person. */
export function simpleCallPlan(
  given: Pick<CallPlan, 'sid' | 'from' | 'to'> &
    Partial<CallPlan> & { ringMs?: number; talkMs?: number; end?: TalkPlan['end'] },
): CallPlan {
  const { ringMs = 4_000, talkMs = 60_000, end = 'caller', ...rest } = given;
  return {
    geo: 'country',
    extraFields: [],
    patienceMs: 600_000,
    dials: [{ desks: [answeringDesk(ringMs)], talk: { ms: talkMs, end } }],
    stamps: 'floor',
    canceledWord: 'canceled',
    asksActionAfterAbandon: true,
    actionMs: 300,
    endingMs: 150,
    ...rest,
  };
}

export function answeringDesk(afterMs: number): DeskPlan {
  return { does: 'answer', afterMs, by: 'human', dialMs: 400, alertMs: 600, reportsRinging: true };
}
