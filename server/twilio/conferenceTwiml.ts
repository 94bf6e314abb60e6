// TwiML of the call's conference, which is named by the root: the citizen's going ends it, a desk's does not.
import twilio from 'twilio';
import { dialTimeLimitSeconds } from '../calls/limits.js';
import { urlOf } from './twiml.js';

const events = ['start', 'end', 'join', 'leave', 'hold'] as const;

/** @param who the citizen's Dial has an action, since there is something to be done after it. */
export function conferenceTwiml(base: string, rootSid: string, step: number, who: 'citizen' | 'desk'): string {
  const response = new twilio.twiml.VoiceResponse();
  const isCitizen = who === 'citizen';
  const dial = response.dial({
    timeLimit: dialTimeLimitSeconds,
    ...(isCitizen ? { action: urlOf(base, '/voice/dial-action', rootSid, step) } : {}),
  });
  dial.conference(
    {
      startConferenceOnEnter: true,
      endConferenceOnExit: isCitizen,
      beep: 'false',
      statusCallback: urlOf(base, '/voice/conference', rootSid, step),
      statusCallbackEvent: [...events],
    },
    rootSid,
  );
  return response.toString();
}
