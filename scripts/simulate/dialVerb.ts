// The small part of TwiML that the stand-in obeys, as data.

export interface Noun {
  kind: 'Number' | 'Sip' | 'Client';
  address: string;
  statusCallback: string | null;
  /** Event names as subscribed: initiated, ringing, answered, completed. */
  events: readonly string[];
}

export interface DialVerb {
  verb: 'Dial';
  action: string | null;
  /** Seconds, before Twilio's own 5 s on top. */
  timeout: number;
  timeLimit: number;
  answerOnBridge: boolean;
  ringTone: string | null;
  nouns: readonly Noun[];
}

export type Verb =
  | DialVerb
  | { verb: 'Say'; text: string; language: string | null }
  | { verb: 'Pause'; seconds: number }
  | { verb: 'Redirect'; url: string }
  | { verb: 'Hangup' };
