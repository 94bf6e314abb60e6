// What the transfers ask of Twilio, as the port behind which its client stands (server/twilio/twilioRest.ts).

/** `unknown`: it may have been carried out; it is not asked again. */
export type Asked =
  | { kind: 'done' }
  | { kind: 'refused'; code: number | null; message: string }
  | { kind: 'unknown'; message: string };

export interface Switchboard {
  updateCall(sid: string, update: { url: string } | { status: 'completed' }): Promise<Asked>;
  createParticipant(
    conference: string,
    participant: {
      from: string;
      to: string;
      label: string;
      statusCallback: string;
      conferenceStatusCallback: string;
      timeout: number;
      endConferenceOnExit: boolean;
    },
  ): Promise<Asked>;
  updateParticipant(conferenceSid: string, participant: string, update: { hold: boolean }): Promise<Asked>;
  endConference(conferenceSid: string): Promise<Asked>;
}

/** An address of ours with the call tree and the Dial in it, as Twilio is to call it. */
export type VoiceUrl = (path: string, rootSid: string, step: number, more?: Record<string, string>) => string;
