// Conferences/{sid}/Participants: who is in, who is called in, held, muted, coached with, and taken out.

import type { StandIn } from '../createStandIn.js';
import { changeParticipant, leave } from '../engine/conferences.js';
import type { Conference, Participant } from '../engine/model.js';
import type { DialVerb } from '../twiml/verbs.js';
import { showDate } from './dates.js';
import type { Form } from './form.js';
import { type Asked, operation } from './operation.js';
import { pageFields, showPage } from './page.js';
import { legFields, placeRestCall } from './placeRestCall.js';
import { notFound } from './refusal.js';
import type { RestParts } from './restParts.js';

const createFields = [
  ...['Label', 'EarlyMedia', 'Beep', 'Muted', 'StartConferenceOnEnter', 'EndConferenceOnExit', 'WaitUrl', 'WaitMethod'],
  ...[
    'MaxParticipants',
    'ConferenceRecord',
    'ConferenceTrim',
    'ConferenceStatusCallback',
    'Region',
    'JitterBufferSize',
  ],
  ...['ConferenceStatusCallbackMethod', 'ConferenceStatusCallbackEvent', 'Coaching', 'CallSidToCoach'],
  ...['ConferenceRecordingStatusCallback', 'ConferenceRecordingStatusCallbackMethod'],
  ...['ConferenceRecordingStatusCallbackEvent', 'AmdStatusCallback', 'AmdStatusCallbackMethod', 'CallerDisplayName'],
];
const updateFields = [
  ...['Muted', 'Hold', 'HoldUrl', 'HoldMethod', 'AnnounceUrl', 'AnnounceMethod', 'WaitUrl', 'WaitMethod'],
  ...['BeepOnExit', 'EndConferenceOnExit', 'Coaching', 'CallSidToCoach'],
];

export function addParticipantRoutes({ app, standIn, root }: RestParts): void {
  const participants = `${root}/Conferences/:conference/Participants`;
  const show = (conference: Conference, participant: Participant) =>
    showParticipant(standIn.accountSid, conference.sid, participant);

  app.post(
    `${participants}.json`,
    operation(standIn, 'participants.create', [...legFields, ...createFields], (asked) => {
      const { form } = asked;
      const conference = openConference(standIn, asked);
      const noun = readNoun(form, conference.name);
      const sid = placeRestCall(standIn, form, { verbs: [joining(noun)] });
      const leg = standIn.exchange.legs.get(sid);
      if (!leg) throw notFound(asked.path);
      const at = leg.createdAt;
      const { label, muted, startsOnEnter, endsOnExit, coaches } = noun;
      const coming = { leg, label, muted, startsOnEnter, endsOnExit, coaches, coaching: coaches !== null, hold: false };
      return { status: 201, body: show(conference, { ...coming, joinedAt: at, updatedAt: at }) };
    }),
  );

  app.get(
    `${participants}.json`,
    operation(standIn, 'participants.list', ['Muted', 'Hold', 'Coaching', ...pageFields], (asked) => {
      const conference = findConference(standIn, asked);
      const { form } = asked;
      const equals = (name: string, value: boolean) => form.flag(name) === null || form.flag(name) === value;
      const found = conference.participants.filter(
        ({ muted, hold, coaching }) => equals('Muted', muted) && equals('Hold', hold) && equals('Coaching', coaching),
      );
      return {
        body: showPage(
          asked,
          'participants',
          found.map((one) => show(conference, one)),
        ),
      };
    }),
  );

  const one = `${participants}/:participant.json`;
  app.get(
    one,
    operation(standIn, 'participants.fetch', [], (asked) => {
      const conference = findConference(standIn, asked);
      return { body: show(conference, findParticipant(conference, asked)) };
    }),
  );

  app.post(
    one,
    operation(standIn, 'participants.update', updateFields, (asked) => {
      const { form } = asked;
      const conference = findConference(standIn, asked);
      const participant = findParticipant(conference, asked);
      changeParticipant(conference, participant, {
        muted: form.flag('Muted'),
        hold: form.flag('Hold'),
        endsOnExit: form.flag('EndConferenceOnExit'),
        coaching: form.flag('Coaching'),
        coaches: form.text('CallSidToCoach'),
      });
      return { body: show(conference, participant) };
    }),
  );

  app.delete(
    one,
    operation(standIn, 'participants.remove', [], (asked) => {
      const conference = findConference(standIn, asked);
      const participant = findParticipant(conference, asked);
      leave(conference, participant, 'participant_updated_via_api');
      participant.leg.inbox.put({ kind: 'removed' });
      return { status: 204 };
    }),
  );
}

/** A participant may be called into a conference that nobody has opened yet, by its name. */
function openConference(standIn: StandIn, asked: Asked): Conference {
  const { conferences } = standIn.exchange;
  const named = asked.part('conference');
  const known = conferences.all.get(named);
  if (known?.status === 'completed' || (!known && /^CF[\da-f]{32}$/.test(named))) throw notFound(asked.path);
  const { form } = asked;
  const events = form.all('ConferenceStatusCallbackEvent');
  const statusCallback = form.hook('ConferenceStatusCallback', 'ConferenceStatusCallbackMethod', 21_609);
  return known ?? conferences.open({ name: named, statusCallback, events }, standIn.now());
}

function findConference(standIn: StandIn, { part, path }: Asked): Conference {
  const named = part('conference');
  const { all } = standIn.exchange.conferences;
  const found = all.get(named) ?? [...all.values()].find((one) => one.name === named && one.status !== 'completed');
  if (!found) throw notFound(path);
  return found;
}

/** By CallSid or label. */
function findParticipant({ participants }: Conference, { part, path }: Asked): Participant {
  const named = part('participant');
  const found = participants.find(({ leg, label }) => leg.facts.sid === named || label === named);
  if (!found) throw notFound(path);
  return found;
}

function readNoun(form: Form, name: string) {
  return {
    kind: 'Conference' as const,
    name,
    statusCallback: null,
    events: [],
    label: form.text('Label'),
    muted: form.flag('Muted') ?? false,
    startsOnEnter: form.flag('StartConferenceOnEnter') ?? true,
    endsOnExit: form.flag('EndConferenceOnExit') ?? false,
    maxParticipants: form.number('MaxParticipants', 2, 250) ?? 250,
    coaches: form.flag('Coaching') === true ? form.text('CallSidToCoach') : null,
    records: false,
    recordingCallback: null,
    waits: null,
  };
}

const joining = (noun: ReturnType<typeof readNoun>): DialVerb => ({
  ...{ verb: 'Dial', action: null, timeout: 30, timeLimit: 14_400, answerOnBridge: false, ringTone: null },
  ...{ hangupOnStar: false, sequential: false, refer: null, callerId: null },
  ...{ records: 'no', recordingCallback: null, recordingEvents: [], nouns: [noun] },
});

function showParticipant(accountSid: string, conferenceSid: string, participant: Participant) {
  const { leg, label, muted, hold, coaching, coaches, endsOnExit, startsOnEnter, joinedAt, updatedAt } = participant;
  const { status, facts, queueMs } = leg;
  return {
    account_sid: accountSid,
    call_sid: facts.sid,
    label,
    call_sid_to_coach: coaches,
    coaching,
    conference_sid: conferenceSid,
    date_created: showDate(joinedAt),
    date_updated: showDate(updatedAt),
    end_conference_on_exit: endsOnExit,
    muted,
    hold,
    start_conference_on_enter: startsOnEnter,
    // Participants have words of their own for where they stand.
    status:
      status === 'in-progress'
        ? 'connected'
        : status === 'completed'
          ? 'complete'
          : status === 'initiated'
            ? 'queued'
            : status,
    queue_time: String(queueMs),
    uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${conferenceSid}/Participants/${facts.sid}.json`,
  };
}
