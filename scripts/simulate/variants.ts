// What nobody has published about Twilio, or what has been seen in two forms: each form can be chosen (reference, 2.1 to 2.10).

export interface Variants {
  /** How Twilio turns its clock into whole seconds. */
  stamps: 'floor' | 'round' | 'ceil';
  /** The end of a leg that another one of its Dial outran (2.2). */
  loserWord: 'canceled' | 'no-answer';
  /** The end of a ringing leg whose caller left, and of that caller's own unanswered leg (2.4). */
  abandonedLegWord: 'canceled' | 'no-answer';
  abandonedCallWord: 'canceled' | 'no-answer';
  /** Whether a Dial whose caller left before an answer still asks its action, and one whose caller hung up in the talk. */
  asksActionAfterAbandon: boolean;
  asksActionAfterHangup: boolean;
  /** Whether a Dial that REST redirected away from still asks its action (2.5 a). */
  asksActionAfterRedirect: boolean;
  /** Whose end is told first when the citizen hangs up. */
  firstEnd: 'desk' | 'caller';
  /** Of a call made by REST: is its answer told before the TwiML is asked for (2.8)? */
  answerTold: 'before-fetch' | 'after-fetch';
  /** Whether a whisper on one telephone stops the others' bells, or only its end does (2.2). */
  whisperStopsOthers: boolean;
  /** An old sample of the Dial action has no DialBridged (S4). */
  tellsBridged: boolean;
  /** Why a participant left or a conference ended has been seen with both signs between its words (1.5). */
  reasonSpelling: 'as-documented' | 'underscores' | 'hyphens';
  /** From a Dial's end to its action request, and from the last answer to the citizen's own terminal event. */
  actionMs: number;
  endingMs: number;
  /** From a recording's end to its callback: 2 to 30 s, so before or after the call's own end (2.9). */
  recordingMs: number;
}

export const usualVariants: Variants = {
  stamps: 'floor',
  loserWord: 'canceled',
  abandonedLegWord: 'canceled',
  abandonedCallWord: 'canceled',
  asksActionAfterAbandon: true,
  asksActionAfterHangup: true,
  asksActionAfterRedirect: false,
  firstEnd: 'desk',
  answerTold: 'before-fetch',
  whisperStopsOthers: false,
  tellsBridged: true,
  reasonSpelling: 'as-documented',
  actionMs: 300,
  endingMs: 150,
  recordingMs: 3_000,
};
