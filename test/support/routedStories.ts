// Calls that are queued, hear a notice, leave a message or meet a closed door, for the schedules of callStories.ts and for the
// tests of each variant. Times are seconds from the story's start.
import type { CallEvent } from '../../server/calls/callEvent.js';
import type { Callback } from '../../server/twilio/readCallback.js';
import { type Translated, toNoteEvent, toVoiceEvent } from '../../server/twilio/toCallEvent.js';
import { toEnteredEvent, toNoticeEvent, toQueueActionEvent, toTakenEvent } from '../../server/twilio/toQueueEvent.js';
import { lineOf, type TellerOptions, target, teller } from './scenarios.js';

export const [firstAgent, secondAgent] = [target(1, 'centre'), target(2, 'centre')];
const centre = { ...lineOf([firstAgent, secondAgent]), officialId: null, isCallCentre: true };
const queueSid = 'QU1';

/** What only routing tells, in the words of Twilio's own requests. */
export function routedTeller({ root, origin }: TellerOptions) {
  const callback = (fields: Record<string, string>, at: number, step = 1): Callback => ({
    fields: Object.entries({ CallSid: root, To: centre.number, Direction: 'inbound', ...fields }),
    rootSid: root,
    step,
    receivedAt: Math.round(origin + at * 1000),
  });
  const event = ({ event: told }: Translated): CallEvent => {
    if (!told) throw new Error('the form is no event');
    return told;
  };
  return {
    voice: (at: number, answer: 'queue' | 'closed') => {
      const dialled = answer === 'queue' ? centre.targets : [];
      return event(toVoiceEvent(callback({ CallStatus: 'ringing' }, at), centre, { answer, dialled }));
    },
    notice: (at: number) => event(toNoticeEvent(callback({ CallStatus: 'in-progress' }, at), [target(1)])),
    entered: (at: number) =>
      event(toEnteredEvent(callback({ QueueSid: queueSid, QueueTime: '0', QueuePosition: '1' }, at))),
    taken: (at: number, agentSid: string) =>
      event(toTakenEvent(callback({ QueueSid: queueSid, DequeingCallSid: agentSid }, at))),
    left: (at: number, fields: { QueueResult: string; QueueTime: string; CallStatus: string }) =>
      event(toQueueActionEvent(callback({ QueueSid: queueSid, ...fields }, at), 'end')),
    message: (at: number) =>
      event(toNoteEvent('voicemail', callback({ RecordingSid: 'RE1', RecordingDuration: '8' }, at, 2))),
  };
}

export interface QueueStory {
  legA: string;
  legB: string;
  /** Seconds in the queue until the second agent picks up, after the first one did not; and of the talk. */
  wait: number;
  talk: number;
  hungUpFirst: 'caller' | 'official';
}

const told = (events: (CallEvent | undefined)[]) => events.filter((event) => event !== undefined);
const agentHint = { hint: 'root', extra: { Direction: 'outbound-api' } } as const;

/** Two agents are rung, one after the other; the second takes the citizen. @param isTold whether the whisper's request came */
export function queued(options: TellerOptions, { legA, legB, wait, talk, hungUpFirst }: QueueStory, isTold = true) {
  const tell = teller(options);
  const routed = routedTeller(options);
  const taken = 20 + wait;
  const over = taken + talk;
  const status = hungUpFirst === 'caller' ? 'completed' : 'in-progress';
  const agent = (leg: string, to: typeof firstAgent, word: string, at: number) =>
    tell.leg(leg, to, word, at, agentHint);
  return told([
    routed.voice(0, 'queue'),
    routed.entered(0.3),
    agent(legA, firstAgent, 'initiated', 1),
    agent(legA, firstAgent, 'ringing', 2),
    agent(legA, firstAgent, 'no-answer', 17),
    agent(legB, secondAgent, 'initiated', 18),
    agent(legB, secondAgent, 'ringing', 19),
    agent(legB, secondAgent, 'in-progress', taken),
    isTold ? routed.taken(taken + 0.4, legB) : undefined,
    agent(legB, secondAgent, 'completed', over),
    routed.left(over + 0.2, { QueueResult: 'bridged', QueueTime: String(Math.round(taken)), CallStatus: status }),
    tell.end(over + 0.4, 'completed', over),
  ]);
}

/** The citizen leaves just when an agent picks up, who then finds nobody. */
export function leftQueue(options: TellerOptions, { legA, wait }: QueueStory) {
  const tell = teller(options);
  const routed = routedTeller(options);
  const left = 5 + wait;
  return told([
    routed.voice(0, 'queue'),
    routed.entered(0.3),
    tell.leg(legA, firstAgent, 'initiated', 1, agentHint),
    tell.leg(legA, firstAgent, 'ringing', 2, agentHint),
    tell.leg(legA, firstAgent, 'in-progress', left, agentHint),
    tell.leg(legA, firstAgent, 'completed', left + 6, agentHint),
    routed.left(left + 0.1, { QueueResult: 'hangup', QueueTime: String(Math.round(left)), CallStatus: 'completed' }),
    tell.end(left + 0.2, 'completed', left),
  ]);
}

/** A notice, nobody answers, a message. */
export function messageLeft(options: TellerOptions, { legA }: QueueStory) {
  const tell = teller(options);
  const routed = routedTeller(options);
  const desk = target(1);
  const rangOut = { DialCallStatus: 'no-answer', DialCallSid: legA, DialBridged: 'false', CallStatus: 'in-progress' };
  return told([
    tell.voice(0, lineOf([desk])),
    routed.notice(5),
    tell.leg(legA, desk, 'initiated', 6),
    tell.leg(legA, desk, 'ringing', 7),
    tell.leg(legA, desk, 'no-answer', 32),
    { ...tell.action(32.2, rangOut), next: 'voicemail' } as CallEvent,
    routed.message(50),
    tell.end(50.2, 'completed', 50),
  ]);
}

export function closedDoor(options: TellerOptions) {
  return [routedTeller(options).voice(0, 'closed'), teller(options).end(9, 'completed', 9)];
}
