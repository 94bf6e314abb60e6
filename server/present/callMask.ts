// What may be shown of a call's addresses: those of the city as they are, those of anybody else masked.
import type { Call } from '../calls/call.js';
import type { CallEvent } from '../calls/callEvent.js';
import { normaliseAddress } from '../directory/normaliseAddress.js';
import { hidden, maskAddress } from './maskNumber.js';

export interface CallMask {
  /** An address as it may be shown. */
  address(text: string | null): string | null;
  /** An event's form fields as they may be shown. */
  raw(fields: CallEvent['raw']): [string, string][];
}

const addressFields: ReadonlySet<string> = new Set([
  ...['From', 'To', 'Caller', 'Called', 'ForwardedFrom', 'ReferTransferTarget'],
]);

/** Words, counts and ids of the provider. Whatever else came, now or in years to come, may name somebody. */
const namelessFields: ReadonlySet<string> = new Set([
  ...['AccountSid', 'ApplicationSid', 'CallSid', 'ParentCallSid', 'DialCallSid', 'DequeingCallSid', 'ApiVersion'],
  ...['ConferenceSid', 'CallSidEndingConference', 'RecordingSid', 'StreamSid', 'QueueSid'],
  ...['CallStatus', 'DialCallStatus', 'ParticipantCallStatus', 'RecordingStatus', 'TransferStatus'],
  ...['Direction', 'Timestamp', 'SequenceNumber', 'CallbackSource', 'StatusCallbackEvent', 'StreamEvent'],
  ...['CallDuration', 'Duration', 'DialCallDuration', 'RecordingDuration', 'RecordingStartTime'],
  ...['AnsweredBy', 'DialBridged', 'SipResponseCode', 'ErrorCode', 'StirVerstat', 'StirStatus'],
  ...['RecordingChannels', 'RecordingSource', 'RecordingTrack', 'QueueResult', 'QueueTime'],
  ...['Muted', 'Hold', 'Coaching', 'EndConferenceOnExit', 'StartConferenceOnEnter'],
  ...['ReasonParticipantLeft', 'ReasonConferenceEnded'],
  ...['FromCountry', 'CallerCountry', 'ToCountry', 'CalledCountry'],
]);

const spelling = (address: string) => normaliseAddress(address) ?? address;
const isE164 = (address: string) => /^\+\d+$/.test(address);

/** Reading a number costs as much as presenting a call: those that are spelled alike already are compared as they are. */
const isSame = (one: string, other: string) =>
  one === other || (!(isE164(one) && isE164(other)) && spelling(one) === spelling(other));

/** Null where it is not known which end is the citizen's: then neither is shown. */
function endsOf({ direction, from, to }: Call): { city: string | null; citizen: string | null } | null {
  if (direction === 'inbound') return { city: to, citizen: from };
  return direction === 'outbound-api' ? { city: from, citizen: to } : null;
}

/** The citizen's address as it may be shown; null where none is known. */
export function maskedCitizen(call: Call): string | null {
  const citizen = endsOf(call)?.citizen ?? null;
  return citizen === null ? null : maskAddress(citizen);
}

export function createCallMask(call: Call): CallMask {
  const ends = endsOf(call);
  const isEnd = (text: string, end: string | null | undefined) => typeof end === 'string' && isSame(text, end);
  const isDialled = (text: string) =>
    call.events.some((event) => 'dialled' in event && event.dialled.some((target) => isSame(text, target.address)));

  function address(text: string): string {
    // Somebody at a desk may call the city as any citizen does.
    const isOurs = !isEnd(text, ends?.citizen) && (isEnd(text, ends?.city) || isDialled(text));
    return isOurs ? text : maskAddress(text);
  }

  return {
    address: (text) => (text === null ? null : address(text)),
    raw: (fields) =>
      fields.map(([name, value]) => {
        if (value === '' || namelessFields.has(name)) return [name, value];
        return [name, addressFields.has(name) ? address(value) : hidden];
      }),
  };
}
