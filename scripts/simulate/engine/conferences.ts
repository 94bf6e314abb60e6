// The account's conferences: who is in which, what happens to them, and whom it is told (1.5).

import { type Fields, twilioTimestamp } from '../requestFields.js';
import type { ConferenceNoun } from '../twiml/verbs.js';
import { nowOf } from './leg.js';
import type { Conference, Conferences, Leg, Participant } from './model.js';
import { connect, disconnect } from './report.js';

export function createConferences(newSid: () => string): Conferences {
  const all = new Map<string, Conference>();
  return {
    all,
    open({ name, statusCallback: callback, events }, at) {
      const known = [...all.values()].find((one) => one.name === name && one.status !== 'completed');
      if (known) return known;
      const conference: Conference = {
        ...{ sid: newSid(), name, createdAt: at, updatedAt: at, status: 'init' as const, participants: [] },
        ...{ callback, events, sequence: 0, endReason: null, endedBy: null },
      };
      all.set(conference.sid, conference);
      return conference;
    },
  };
}

export type LeaveReason =
  | 'participant_hung_up'
  | 'participant_updated_via_api'
  | 'moderator_ended_conference'
  | 'conference_ended_via_api'
  | 'participant_add_failed';

export function join(conference: Conference, leg: Leg, noun: ConferenceNoun): Participant {
  const at = nowOf(leg);
  const { label, muted, startsOnEnter, endsOnExit, coaches } = noun;
  const participant: Participant = {
    ...{ leg, label, muted, hold: false, coaching: coaches !== null, coaches, startsOnEnter, endsOnExit },
    ...{ joinedAt: at, updatedAt: at },
  };
  conference.participants.push(participant);
  tell(conference, leg, 'join', 'participant-join', participantFields(participant));
  const { participants } = conference;
  if (conference.status === 'init' && participants.length > 1 && participants.some((one) => one.startsOnEnter)) {
    conference.status = 'in-progress';
    tell(conference, leg, 'start', 'conference-start', []);
  }
  hearAgain(conference);
  return participant;
}

/** Takes somebody out; with the last one, or one whose exit ends it, the conference is over for all. */
export function leave(conference: Conference, participant: Participant, reason: LeaveReason): void {
  if (!takeOut(conference, participant, reason)) return;
  const isKicked = reason === 'participant_updated_via_api';
  const { leg } = participant;
  if (participant.endsOnExit) {
    end(conference, leg, `participant-with-end-conference-on-exit-${isKicked ? 'kicked' : 'left'}`, participant);
  } else if (conference.participants.length === 0) {
    end(conference, leg, `last-participant-${isKicked ? 'kicked' : 'left'}`, participant);
  }
}

export function endByRest(conference: Conference): void {
  const [first] = conference.participants;
  if (first) end(conference, first.leg, 'conference-ended-via-api', null);
}

export interface ParticipantChange {
  muted: boolean | null;
  hold: boolean | null;
  endsOnExit: boolean | null;
  coaching: boolean | null;
  coaches: string | null;
}

/** What REST changes about somebody who is in; null leaves it as it is. */
export function changeParticipant(conference: Conference, participant: Participant, change: ParticipantChange): void {
  const { leg } = participant;
  const tellChange = (group: string, event: string) =>
    tell(conference, leg, group, event, participantFields(participant));
  participant.updatedAt = nowOf(leg);
  // On hold, Twilio ignores a new endConferenceOnExit without a word.
  if (change.endsOnExit !== null && !participant.hold && change.endsOnExit !== participant.endsOnExit) {
    participant.endsOnExit = change.endsOnExit;
    tellChange('modify', 'participant-modify');
  }
  if (change.coaching !== null) {
    participant.coaching = change.coaching;
    participant.coaches = change.coaches ?? participant.coaches;
    tellChange('modify', 'participant-modify');
  }
  if (change.hold !== null && change.hold !== participant.hold) {
    participant.hold = change.hold;
    tellChange('hold', change.hold ? 'participant-hold' : 'participant-unhold');
  }
  if (change.muted !== null && change.muted !== participant.muted) {
    participant.muted = change.muted;
    tellChange('mute', change.muted ? 'participant-mute' : 'participant-unmute');
  }
  hearAgain(conference);
}

function takeOut(conference: Conference, participant: Participant, reason: LeaveReason): boolean {
  const place = conference.participants.indexOf(participant);
  if (place === -1) return false;
  conference.participants.splice(place, 1);
  const { leg } = participant;
  disconnect(leg);
  const isThere = !leg.isGone && reason !== 'participant_hung_up';
  tell(conference, leg, 'leave', 'participant-leave', [
    ...participantFields(participant),
    ['ParticipantCallStatus', isThere ? 'in-progress' : 'completed'],
    ['ReasonParticipantLeft', spell(leg, reason)],
  ]);
  hearAgain(conference);
  return true;
}

function end(conference: Conference, leg: Leg, reason: string, by: Participant | null): void {
  const others = reason === 'conference-ended-via-api' ? 'conference_ended_via_api' : 'moderator_ended_conference';
  for (const one of [...conference.participants]) {
    takeOut(conference, one, others);
    one.leg.inbox.put({ kind: 'conference-over' });
  }
  conference.status = 'completed';
  conference.endReason = reason;
  conference.endedBy = by?.leg.facts.sid ?? null;
  tell(conference, leg, 'end', 'conference-end', [
    ...(by ? ([['CallSidEndingConference', by.leg.facts.sid]] satisfies Fields) : []),
    ...(by?.label ? ([['ParticipantLabelEndingConference', by.label]] satisfies Fields) : []),
    ['Reason', `Conference ended: ${reason.replaceAll('-', ' ')}.`],
    ['ReasonConferenceEnded', spell(leg, reason)],
  ]);
}

/** Only those whom the first participant's event list names. @param group as subscribed, such as `hold`. */
export function tell(conference: Conference, leg: Leg, group: string, event: string, more: Fields): void {
  const at = nowOf(leg);
  conference.updatedAt = at;
  const { callback: hook, events } = conference;
  if (!hook || !events.includes(group)) return;
  conference.sequence += 1;
  const fields: Fields = [
    ['AccountSid', leg.facts.accountSid],
    ['ConferenceSid', conference.sid],
    ['FriendlyName', conference.name],
    ['StatusCallbackEvent', event],
    ['SequenceNumber', String(conference.sequence)],
    ['Timestamp', twilioTimestamp(at, leg.call.plan.stamps)],
    ...more,
  ];
  leg.call.sending.tell({ at, sid: leg.facts.sid, hook, fields, wants: 'nothing' });
}

export function participantFields(participant: Participant): Fields {
  const { leg, muted, hold, coaching, endsOnExit, startsOnEnter, label } = participant;
  return [
    ['CallSid', leg.facts.sid],
    ['Muted', String(muted)],
    ['Hold', String(hold)],
    ['Coaching', String(coaching)],
    ['EndConferenceOnExit', String(endsOnExit)],
    ['StartConferenceOnEnter', String(startsOnEnter)],
    ...(label === null ? [] : ([['ParticipantLabel', label]] satisfies Fields)),
  ];
}

/** Everybody in a conference that has begun is heard by everybody else there, except who is muted; who is on hold by nobody. */
export function hearAgain(conference: Conference): void {
  if (conference.status !== 'in-progress') return;
  for (const { leg, hold, muted } of conference.participants) {
    for (const other of conference.participants) {
      if (other.leg === leg) continue;
      const isTogether = !hold && !other.hold;
      const wasConnected = leg.hearers.has(other.leg) || other.leg.hearers.has(leg);
      if (isTogether && !wasConnected) connect(leg, other.leg);
      if (isTogether && !muted) leg.hearers.add(other.leg);
      else leg.hearers.delete(other.leg);
    }
  }
}

function spell(leg: Leg, reason: string): string {
  const { reasonSpelling } = leg.call.plan;
  if (reasonSpelling === 'as-documented') return reason;
  return reasonSpelling === 'underscores' ? reason.replaceAll('-', '_') : reason.replaceAll('_', '-');
}
