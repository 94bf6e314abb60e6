// Keeps a call's conference in order: told of each thing that happened in it, asks Twilio for what it needs next. An
// order that was lost is given again at the next event.
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { Call } from '../calls/call.js';
import { type ConferenceStep, nextConferenceStep } from './nextConferenceStep.js';
import type { Asked, Switchboard, VoiceUrl } from './switchboard.js';

export interface GuideParts {
  switchboard: Pick<Switchboard, 'updateCall' | 'updateParticipant' | 'endConference'>;
  liveCall: (rootSid: string) => Call | undefined;
  voiceUrl: VoiceUrl;
  clock: Clock;
  logger: Logger;
}

/** Twilio tells of what it did within a second or two. */
const patienceMs = 5_000;

/** @returns to be told of every event of a call once it is durable; never throws and never waits. */
export function createConferenceGuide({ switchboard, liveCall, voiceUrl, clock, logger }: GuideParts) {
  const asked = new Map<string, { what: ConferenceStep['what']; at: number }>();

  function ask({ id }: Call, { what, conferenceSid }: ConferenceStep): Promise<Asked> {
    if (what === 'end') return switchboard.endConference(conferenceSid);
    if (what === 'apologise') return switchboard.updateCall(id, { url: voiceUrl('/voice/transfer', id, 1) });
    return switchboard.updateParticipant(conferenceSid, id, { hold: what === 'hold' });
  }

  return (rootSid: string): void => {
    const now = clock.now();
    for (const [sid, { at }] of asked) if (at + patienceMs <= now) asked.delete(sid);
    const call = liveCall(rootSid);
    const step = call && nextConferenceStep(call);
    if (!call || !step || asked.get(call.id)?.what === step.what) return;
    asked.set(call.id, { what: step.what, at: now });
    void ask(call, step).then((outcome) => {
      if (outcome.kind === 'done') return;
      asked.delete(call.id);
      logger.warn({ callSid: call.id, step: step.what, because: outcome.message }, 'a conference could not be guided');
    });
  };
}
