// Twilio's forms about conferences, REFERs and redirected legs, in each spelling, as events.
import { describe, expect, test } from '@jest/globals';
import { callEventSchema } from '../../../server/calls/callEvent.js';
import { readCallback } from '../../../server/twilio/readCallback.js';
import { toConferenceEvent, toFetchedEvent, toReferEvent } from '../../../server/twilio/toHandOverEvent.js';
import { accountSid, sid, target } from '../../support/scenarios.js';

const receivedAt = Date.parse('2026-02-12T11:48:26.250Z');
const [root, leg] = [sid(1), sid(2)];
const room = `CF${'0'.repeat(31)}1`;
const conference = (fields: Record<string, string>, query: Record<string, unknown> = { root, step: '2' }) =>
  toConferenceEvent(
    readCallback({ AccountSid: accountSid, ConferenceSid: room, FriendlyName: root, ...fields }, query, receivedAt),
  );

describe('a conference callback', () => {
  test.each(['participant_hung_up', 'participant-hung-up'])(
    'reads somebody’s leaving as %s',
    (ReasonParticipantLeft) => {
      const { event, warnings } = conference({
        CallSid: leg,
        StatusCallbackEvent: 'participant-leave',
        SequenceNumber: '7',
        Timestamp: 'Thu, 1 Jun 2017 20:48:32 +0000',
        ReasonParticipantLeft,
        ParticipantCallStatus: 'completed',
      });
      expect(warnings).toEqual([]);
      expect(callEventSchema.parse(event)).toEqual(event);
      expect(event).toMatchObject({
        kind: 'conference',
        key: `conference:${room}:7`,
        callSid: leg,
        rootSid: root,
        what: 'leave',
        reason: 'participant-hung-up',
        sequence: 7,
      });
    },
  );

  test.each(['participant-with-end-conference-on-exit-left', 'participant_with_end_conference_on_exit_left'])(
    'reads its end as %s, and who ended it',
    (ReasonConferenceEnded) => {
      const fields = { StatusCallbackEvent: 'conference-end', SequenceNumber: '9', ReasonConferenceEnded };
      expect(conference({ ...fields, CallSidEndingConference: root }).event).toMatchObject({
        callSid: root,
        what: 'end',
        reason: 'participant-with-end-conference-on-exit-left',
        endedBySid: root,
      });
    },
  );

  test('is placed by the conference’s name where its URL lost the root', () => {
    const fields = { CallSid: leg, StatusCallbackEvent: 'participant-join', SequenceNumber: '1' };
    expect(conference(fields, {}).event).toMatchObject({ callSid: leg, rootSid: root, what: 'join' });
  });

  test('keeps what changes nothing without a word, and counts what it does not know', () => {
    const muted = conference({ CallSid: leg, StatusCallbackEvent: 'participant-mute', SequenceNumber: '3' });
    expect(muted.event).not.toHaveProperty('what');
    expect(muted.warnings).toEqual([]);
    const odd = { StatusCallbackEvent: 'participant-leave', SequenceNumber: '4', ReasonParticipantLeft: 'beamed_up' };
    expect(conference(odd)).toMatchObject({ event: { what: 'leave' }, warnings: ['ReasonParticipantLeft-unknown'] });
    expect(conference({ StatusCallbackEvent: 'toString' }).warnings).toEqual(['StatusCallbackEvent-unknown']);
    expect(conference({ ConferenceSid: '' })).toEqual({ event: undefined, warnings: ['ConferenceSid-missing'] });
  });
});

test('a REFER’s key tells nobody what was asked for', () => {
  const raw = { CallSid: leg, AccountSid: accountSid, ReferTransferTarget: '<sip:01000000001@elsewhere.example>' };
  const { event } = toReferEvent(readCallback(raw, { root, step: '1' }, receivedAt), []);
  expect(event).toMatchObject({ kind: 'refer', key: `refer:${leg}:1:-`, rootSid: root, step: 1, dialled: [] });
  const known = toReferEvent(readCallback(raw, { root, step: '1' }, receivedAt), [target(2)]).event;
  expect(known).toMatchObject({ key: `refer:${leg}:1:${target(2).address}`, dialled: [target(2)] });
});

test('a leg that comes for what it was sent to tells that Twilio took the order', () => {
  const form = { CallSid: root, AccountSid: accountSid, CallStatus: 'in-progress' };
  const { event } = toFetchedEvent(readCallback(form, { root, step: '2' }, receivedAt), 'intent-1');
  expect(callEventSchema.parse(event)).toEqual(event);
  expect(event).toMatchObject({ kind: 'intent-outcome', intentId: 'intent-1', outcome: 'accepted', step: 2 });
});
