// <Dial><Conference>: a leg is in the conference until it hangs up, is removed, or the conference ends (2.6).

import { commonFields } from '../requestFields.js';
import type { ConferenceNoun, DialVerb } from '../twiml/verbs.js';
import { askAction, hangUp, heed, leavesAt, type Next } from './attend.js';
import { join, type LeaveReason, leave } from './conferences.js';
import { fetchTwiml } from './fetchTwiml.js';
import { nowOf } from './leg.js';
import type { Conference, Leg, Participant } from './model.js';
import { startRecording } from './recordings.js';
import { answer } from './report.js';

export async function dialConference(leg: Leg, verb: DialVerb, noun: ConferenceNoun): Promise<Next> {
  answer(leg);
  const conference = leg.call.exchange.conferences.open(noun, nowOf(leg));
  if (conference.participants.length >= noun.maxParticipants) {
    return await askAction(leg, verb.action, [['DialCallStatus', 'failed']]);
  }
  const participant = join(conference, leg, noun);
  const recording = noun.records
    ? startRecording(leg, {
        source: 'Conference',
        channels: 1,
        conferenceSid: conference.sid,
        callback: noun.recordingCallback,
        events: ['completed'],
      })
    : null;
  if (noun.waits && conference.status === 'init')
    await fetchTwiml(leg, noun.waits, commonFields(leg.facts, leg.status));
  const stay = leg.desk?.conferenceMs;
  const cancel =
    stay === undefined ? undefined : leg.call.clock.at(nowOf(leg) + stay, () => leg.inbox.put({ kind: 'hung-up' }));
  const next = await stayIn(conference, participant, verb);
  cancel?.();
  recording?.end();
  if (next !== undefined && !leg.isGone) return next;
  // A conference has no dialled leg to name.
  return await askAction(leg, verb.action, [['DialCallStatus', 'answered']]);
}

async function stayIn(conference: Conference, participant: Participant, verb: DialVerb): Promise<Next> {
  const { leg } = participant;
  const limitAt = nowOf(leg) + verb.timeLimit * 1000;
  for (;;) {
    // Patience is for those who wait, alone or on hold.
    const isWaiting = conference.status === 'init' && leg.desk === null;
    const signal = await leg.inbox.next(isWaiting ? Math.min(limitAt, leavesAt(leg)) : limitAt);
    if (!signal && isWaiting && nowOf(leg) < limitAt && conference.status !== 'init') continue;
    if (signal?.kind === 'conference-over') return undefined;
    const next = signal ? await heed(leg, signal) : isWaiting ? hangUp(leg) : null;
    if (signal && next === undefined && signal.kind !== 'removed') continue;
    const reason: LeaveReason = leg.isGone || !signal ? 'participant_hung_up' : 'participant_updated_via_api';
    if (reason === 'participant_hung_up' && leg === leg.call.root && leg.desk === null)
      leg.call.hungUpFirst ??= 'caller';
    leave(conference, participant, reason);
    return next;
  }
}
