// What Twilio is told to do on the way to a desk: speak, let the citizen wait in a queue, take a message.
import twilio from 'twilio';
import { dialTimeLimitSeconds } from '../calls/limits.js';
import { urlOf, voice } from './twiml.js';

type Verbs = InstanceType<typeof twilio.twiml.VoiceResponse>;

const texts = {
  notice: '이 통화는 업무 개선을 위해 녹음될 수 있습니다.',
  waiting: '지금 모든 상담원이 통화 중입니다. 잠시만 기다려 주시면 차례대로 연결해 드리겠습니다.',
  citizenLeft: '기다리시던 분이 전화를 끊으셨습니다.',
  nobodyAnswered: '지금은 담당자가 전화를 받을 수 없습니다.',
  leaveMessage: '삐 소리가 난 뒤에 성함과 연락처, 용건을 남겨 주시면 확인하고 연락드리겠습니다.',
  messageTaken: '남기신 말씀을 전하겠습니다. 감사합니다.',
  abuse: '폭언이나 성희롱을 멈추어 주시기 바랍니다. 미리 알려 드린 대로 이 통화를 마칩니다.',
} as const;

/** Between two turns of what a waiting citizen hears; each asks us again. */
const waitTurnSeconds = 15;
/** An agent's own wait for a citizen who has just left the queue. */
const emptyQueueSeconds = 5;
const messageSeconds = 120;
const silenceSeconds = 5;

function write(build: (response: Verbs, say: (text: string) => void) => void): string {
  const response = new twilio.twiml.VoiceResponse();
  build(response, (text) => void response.say(voice, text));
  return response.toString();
}

/** The bells begin only when the notice has been heard to its end: Twilio then asks /voice/notice. */
export function noticeTwiml(base: string, rootSid: string): string {
  return write((response, say) => {
    say(texts.notice);
    response.redirect(urlOf(base, '/voice/notice', rootSid, 1));
  });
}

export function enqueueTwiml(base: string, rootSid: string, step: number, name: string): string {
  const url = urlOf(base, '/voice/queue', rootSid, step);
  return write((response) => void response.enqueue({ action: url, waitUrl: url }, name));
}

export function waitTwiml(): string {
  return write((response, say) => {
    say(texts.waiting);
    response.pause({ length: waitTurnSeconds });
  });
}

/** Out of the queue, on to what its action answers. */
export function leaveTwiml(): string {
  return write((response) => void response.leave());
}

/** For an agent who picked up: whoever has waited longest in the queue. */
export function agentTwiml(base: string, rootSid: string, step: number, name: string): string {
  const url = urlOf(base, '/voice/queue', rootSid, step);
  return write((response) => {
    const dial = response.dial({ timeout: emptyQueueSeconds, timeLimit: dialTimeLimitSeconds, action: url });
    dial.queue({ url }, name);
  });
}

/** @param reason spoken first: why nobody answers. */
export function voicemailTwiml(
  base: string,
  rootSid: string,
  step: number,
  reason: string = texts.nobodyAnswered,
): string {
  return write((response, say) => {
    say(`${reason} ${texts.leaveMessage}`);
    response.record({
      action: urlOf(base, '/voice/voicemail', rootSid, step),
      recordingStatusCallback: urlOf(base, '/voice/recording', rootSid, step),
      maxLength: messageSeconds,
      timeout: silenceSeconds,
      playBeep: true,
    });
    response.hangup();
  });
}

/** A sentence, then the end of the call. */
export function partingTwiml(text: string): string {
  return write((response, say) => {
    say(text);
    response.hangup();
  });
}

export const citizenLeftTwiml = (): string => partingTwiml(texts.citizenLeft);
export const messageTakenTwiml = (): string => partingTwiml(texts.messageTaken);

/** For a caller who went on after the official's warning. */
export const abuseTwiml = (): string => partingTwiml(texts.abuse);
