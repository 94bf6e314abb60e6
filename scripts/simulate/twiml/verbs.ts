// TwiML as data: the verbs that the stand-in obeys, with Twilio's defaults filled in.

/** Where Twilio asks or tells; the URL keeps its fragment until the request is made. */
export interface Hook {
  url: string;
  method: 'GET' | 'POST';
}

/** Event names as subscribed: initiated, ringing, answered, completed. */
interface Callback {
  statusCallback: Hook | null;
  events: readonly string[];
}

export interface PhoneNoun extends Callback {
  kind: 'Number' | 'Sip' | 'Client';
  address: string;
  /** What is played to whoever answers, before the two are connected. */
  whisper: Hook | null;
  detectsMachines: boolean;
}

export interface ConferenceNoun extends Callback {
  kind: 'Conference';
  name: string;
  label: string | null;
  muted: boolean;
  startsOnEnter: boolean;
  endsOnExit: boolean;
  maxParticipants: number;
  coaches: string | null;
  records: boolean;
  recordingCallback: Hook | null;
  waits: Hook | null;
}

export interface QueueNoun {
  kind: 'Queue';
  name: string;
  whisper: Hook | null;
}

export interface DialVerb {
  verb: 'Dial';
  action: Hook | null;
  /** Seconds, before Twilio's own 5 s on top. */
  timeout: number;
  timeLimit: number;
  answerOnBridge: boolean;
  ringTone: string | null;
  hangupOnStar: boolean;
  sequential: boolean;
  refer: Hook | null;
  callerId: string | null;
  records: 'no' | 'mono' | 'dual';
  recordingCallback: Hook | null;
  recordingEvents: readonly string[];
  /** Telephones, or one conference or queue. */
  nouns: readonly PhoneNoun[] | readonly [ConferenceNoun] | readonly [QueueNoun];
}

export interface SayVerb {
  verb: 'Say';
  text: string;
  language: string | null;
}

export interface GatherVerb {
  verb: 'Gather';
  action: Hook;
  timeout: number;
  finishOnKey: string;
  /** 0 is any number of digits. */
  numDigits: number;
  actionOnEmptyResult: boolean;
  prompts: readonly (SayVerb | PlayVerb | PauseVerb)[];
}

interface PlayVerb {
  verb: 'Play';
  url: string;
}

interface PauseVerb {
  verb: 'Pause';
  seconds: number;
}

export interface RecordVerb {
  verb: 'Record';
  action: Hook;
  /** Seconds of silence that end it. */
  timeout: number;
  maxLength: number;
  finishOnKey: string;
  recordingCallback: Hook | null;
  recordingEvents: readonly string[];
}

export interface EnqueueVerb {
  verb: 'Enqueue';
  name: string;
  action: Hook | null;
  waits: Hook | null;
}

export type StreamTrack = 'inbound_track' | 'outbound_track' | 'both_tracks';

export interface StreamVerb {
  verb: 'StartStream';
  name: string | null;
  url: string;
  track: StreamTrack;
  statusCallback: Hook | null;
  parameters: readonly (readonly [string, string])[];
}

export interface ReferVerb {
  verb: 'Refer';
  target: string;
  action: Hook | null;
}

export type Verb =
  | DialVerb
  | SayVerb
  | PlayVerb
  | PauseVerb
  | GatherVerb
  | RecordVerb
  | EnqueueVerb
  | StreamVerb
  | ReferVerb
  | { verb: 'StopStream'; name: string }
  | { verb: 'Redirect'; to: Hook }
  | { verb: 'Reject'; reason: 'busy' | 'rejected' }
  | { verb: 'Leave' }
  | { verb: 'Hangup' };
