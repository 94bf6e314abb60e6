// Everything about one call that Twilio does not decide: who rings whom, how the people behave, and the small delays.
// A plan holds no chance any more: the same plan against the same answers gives the same requests. Times are whole milliseconds.
import type { Tracks } from './speech/tracks.js';
import { usualVariants, type Variants } from './variants.js';

/** What a dialled telephone does. `alertMs`: from `initiated` to `ringing`; `afterMs`: from there to the answer or refusal. */
export type DeskPlan = Conduct & {
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

/** How somebody behaves who has a receiver in the hand, citizen or official. */
interface Conduct {
  /** For a telephone that was answered and connected; without it, what the citizen's plan says of this Dial. */
  talk?: TalkPlan;
  /** One for each Gather that this person hears, in order; null lets it run out, and so does the list's end. */
  keys?: readonly (KeyPlan | null)[];
  /** What a telephone does that a <Refer> sends elsewhere. */
  onRefer?: 'accepts' | 'is-busy' | 'refuses';
  /** Hangs up so long after joining a conference that has begun; without it, stays until somebody ends it. */
  conferenceMs?: number;
}

/** `afterMs` counts from the Gather's beginning, its sentences included. */
export interface KeyPlan {
  digits: string;
  afterMs: number;
}

/** What happens once two people are connected. */
export interface TalkPlan {
  ms: number;
  /**
   * Who ends it after `ms`: the citizen or the official hangs up; the official's system redirects the citizen by REST
   * (`transferTo`); the official's SIP telephone sends REFER (`referTo`); `nobody` waits for REST, the time limit or `hangUp`.
   */
  end: 'caller' | 'official' | 'nobody' | { transferTo: string } | { referTo: string };
  /** The last word is said so long before the end; up to there both speak by turns, in a cheap voice. */
  pauseMs?: number;
  /** What both say, heard on media streams and asked for only when one runs. Without either of these both are silent. */
  speech?: () => Tracks | Promise<Tracks>;
}

/** One Dial, whichever telephones the answer names: desks in the order of its nouns; the others are asked of `phones`. */
export interface DialPlan {
  desks: DeskPlan[];
  talk: TalkPlan;
}

/** What the citizen does when a voicemail records: speaks so long, then hangs up, stays silent or presses a key. */
export interface MessagePlan {
  ms: number;
  end: 'hangs-up' | 'waits' | 'presses-key';
}

export interface CallPlan extends Variants {
  /** CallSid of the citizen's leg; the other legs' are derived from it. */
  sid: string;
  from: string;
  to: string;
  /** `country`: as for Korean numbers, only the country is filled in; `empty`: all empty; `none`: no such fields. */
  geo: 'country' | 'empty' | 'none';
  /** Further fields of the voice request, such as ForwardedFrom, SipDomain or CallToken. */
  extraFields: readonly (readonly [string, string])[];
  /** How long the citizen waits for a person before hanging up, in a Dial, a queue or a conference; afresh after a transfer. */
  patienceMs: number;
  /** Hangs up so long after the call began, whatever is going on. */
  hangUpMs?: number;
  /** The 1st, 2nd, ... Dial of the call; a rollover and a transfer are each a further one. */
  dials: DialPlan[];
  /** The citizen's own keys, and what is said to a voicemail. */
  keys: readonly (KeyPlan | null)[];
  message: MessagePlan;
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
    keys: [],
    message: { ms: 8_000, end: 'hangs-up' },
    ...usualVariants,
    ...rest,
  };
}

const usualDelays = { dialMs: 400, alertMs: 600, reportsRinging: true } as const;

export function answeringDesk(afterMs: number, conduct: Conduct = {}): DeskPlan {
  return { does: 'answer', afterMs, by: 'human', ...usualDelays, ...conduct };
}

/** Rings until Twilio or somebody else ends it. */
export const silentDesk: DeskPlan = { does: 'ring', ...usualDelays };

export const busyDesk: DeskPlan = { does: 'busy', afterMs: 200, ...usualDelays, reportsRinging: false };
