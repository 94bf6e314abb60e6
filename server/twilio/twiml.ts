// What Twilio is told to do: dial the desks of a line, say a sentence in Korean, hang up.
import twilio from 'twilio';
import { dialTimeLimitSeconds, dialTimeoutSeconds, mostTargets } from '../calls/limits.js';
import type { Target } from '../directory/directory.js';

/** Retries on connection failures, timeouts and our own 5xx; Twilio strips the fragment before it calls. */
const retry = '#rc=3&rp=ct,rt,5xx';

export const voice = { language: 'ko-KR', voice: 'Polly.Seoyeon-Neural' } as const;

const events = ['initiated', 'ringing', 'answered', 'completed'] as const;

/** Every URL we hand out names the call tree and the Dial. @param more further fields, which Twilio's signature covers too. */
export function urlOf(base: string, path: string, rootSid: string, step: number, more: Record<string, string> = {}) {
  return `${base}${path}?${new URLSearchParams({ root: rootSid, step: String(step), ...more })}${retry}`;
}

/** @param step 1 for a call's first Dial. @param targets at most `mostTargets` are rung. */
export function dialTwiml(base: string, rootSid: string, step: number, targets: readonly Target[]): string {
  const response = new twilio.twiml.VoiceResponse();
  const dial = response.dial({
    // The caller keeps hearing the bell, and is not answered, until a person picks up.
    answerOnBridge: true,
    // Twilio has no Korean tone; Taiwan's has Korea's cadence of 1 s on, 2 s off.
    ringTone: 'tw',
    timeout: dialTimeoutSeconds,
    timeLimit: dialTimeLimitSeconds,
    action: urlOf(base, '/voice/dial-action', rootSid, step),
    referUrl: urlOf(base, '/voice/refer', rootSid, step),
  });
  const callback = { statusCallback: urlOf(base, '/voice/status', rootSid, step), statusCallbackEvent: [...events] };
  for (const { address, kind } of targets.slice(0, mostTargets)) {
    if (kind === 'sip') dial.sip(callback, address);
    else if (kind === 'client') dial.client(callback, address.replace(/^client:/, ''));
    else dial.number(callback, address);
  }
  return response.toString();
}

export const sentences = {
  unknownNumber: '죄송합니다. 지금 거신 번호는 연결할 수 없는 번호입니다. 번호를 확인하시고 다시 걸어 주시기 바랍니다.',
  nobodyAnswered: '죄송합니다. 지금은 담당자가 전화를 받을 수 없습니다. 잠시 후 다시 걸어 주시기 바랍니다.',
  nobodyToRefer: '죄송합니다. 요청하신 곳으로는 연결할 수 없습니다. 잠시만 기다려 주시기 바랍니다.',
} as const;

/** A polite sentence, then the end of the call; or what the call was doing before, where it only stepped aside. */
export function sayTwiml(sentence: keyof typeof sentences, then: 'hang-up' | 'go-on' = 'hang-up'): string {
  const response = new twilio.twiml.VoiceResponse();
  response.say(voice, sentences[sentence]);
  if (then === 'hang-up') response.hangup();
  return response.toString();
}

export function hangUpTwiml(): string {
  const response = new twilio.twiml.VoiceResponse();
  response.hangup();
  return response.toString();
}
