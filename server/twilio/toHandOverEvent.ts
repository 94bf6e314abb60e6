// Twilio's words about hand-overs: what happens in the call's conference, a telephone's REFER, and the leg that came for
// the TwiML to which we had sent it.
import { type ConferenceEvent, conferenceReasons } from '../calls/callEvent.js';
import type { Target } from '../directory/directory.js';
import { type Callback, sidOf } from './readCallback.js';
import { baseOf, present, Reader, type Translated } from './toCallEvent.js';

const conferenceWords: Readonly<Record<string, NonNullable<ConferenceEvent['what']>>> = {
  'conference-start': 'start',
  'conference-end': 'end',
  'participant-join': 'join',
  'participant-leave': 'leave',
  'participant-hold': 'hold',
  'participant-unhold': 'unhold',
};
/** Of no consequence for what is measured. */
const otherWords: ReadonlySet<string> = new Set([
  ...['participant-mute', 'participant-unmute', 'participant-modify'],
  ...['participant-speech-start', 'participant-speech-stop', 'announcement-end', 'announcement-fail'],
]);

function reasonOf(read: Reader, name: string): ConferenceEvent['reason'] {
  const value = read.text(name);
  // Twilio's own pages write them with either sign.
  const known = conferenceReasons.find((word) => word === value?.replaceAll('_', '-'));
  if (value !== undefined && known === undefined) read.warnings.push(`${name}-unknown`);
  return known;
}

/** The conference is named by the root: that places an event whose URL lost its `?root=`. */
export function toConferenceEvent(callback: Callback): Translated {
  const read = new Reader(callback.fields);
  const rootSid = callback.rootSid ?? sidOf(read.text('FriendlyName'));
  const callSid = sidOf(read.text('CallSid')) ?? rootSid;
  const conferenceSid = sidOf(read.text('ConferenceSid'));
  if (!callSid || !conferenceSid) return { event: undefined, warnings: ['ConferenceSid-missing'] };
  const word = read.text('StatusCallbackEvent') ?? '';
  const what = Object.hasOwn(conferenceWords, word) ? conferenceWords[word] : undefined;
  if (what === undefined && !otherWords.has(word)) read.warnings.push('StatusCallbackEvent-unknown');
  const reason = reasonOf(read, what === 'end' ? 'ReasonConferenceEnded' : 'ReasonParticipantLeft');
  return {
    event: {
      kind: 'conference',
      key: `conference:${conferenceSid}:${read.text('SequenceNumber') ?? word}`,
      ...baseOf({ ...callback, rootSid }, read, callSid),
      conferenceSid,
      ...present({ what, reason, endedBySid: sidOf(read.text('CallSidEndingConference')) }),
    },
    warnings: read.warnings,
  };
}

/** @param further what we answer with; none where nobody has the target. */
export function toReferEvent(callback: Callback, further: readonly Target[]): Translated {
  const read = new Reader(callback.fields);
  const callSid = sidOf(read.text('CallSid'));
  if (!callSid) return { event: undefined, warnings: ['CallSid-missing'] };
  return {
    event: {
      kind: 'refer',
      // Not what was asked for: a key is shown to everybody, and that may be a citizen's number.
      key: `refer:${callSid}:${callback.step ?? '-'}:${further[0]?.address ?? '-'}`,
      ...baseOf(callback, read, callSid),
      dialled: [...further],
    },
    warnings: read.warnings,
  };
}

/** A leg asks for what an intent of ours sent it to: Twilio did what it was asked. */
export function toFetchedEvent(callback: Callback, intentId: string): Translated {
  const read = new Reader(callback.fields);
  const callSid = sidOf(read.text('CallSid'));
  if (!callSid) return { event: undefined, warnings: ['CallSid-missing'] };
  return {
    event: {
      kind: 'intent-outcome',
      key: `intent:${intentId}:fetched:${callSid}`,
      ...baseOf(callback, read, callSid),
      intentId,
      outcome: 'accepted',
      code: null,
    },
    warnings: read.warnings,
  };
}
