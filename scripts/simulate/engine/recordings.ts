// The account's recordings, and the callbacks that tell of them; the sound itself is a second of silence.

import { commonFields, type Fields, twilioTimestamp } from '../requestFields.js';
import type { Hook } from '../twiml/verbs.js';
import { sleep } from './attend.js';
import { keepTask, nowOf } from './leg.js';
import type { Leg, Recording, RecordingSource } from './model.js';

export interface RecordingWish {
  source: RecordingSource;
  channels: 1 | 2;
  conferenceSid?: string;
  callback: Hook | null;
  events: readonly string[];
}

/** Begins one on a leg; the answer ends it, after which Twilio works on it for a while before it tells. */
export function startRecording(leg: Leg, wish: RecordingWish): { recording: Recording; end(): void } {
  const { call } = leg;
  const { exchange } = call;
  const { source, channels, conferenceSid = null } = wish;
  const sid = exchange.newSid('RE');
  const startedAt = nowOf(leg);
  const recording: Recording = {
    sid,
    callSid: leg.facts.sid,
    conferenceSid,
    startedAt,
    endedAt: null,
    channels,
    source,
  };
  exchange.recordings.set(sid, recording);
  const tell = (status: 'in-progress' | 'completed') => {
    if (!wish.callback || !wish.events.includes(status)) return;
    const fields = recordingFields(leg, recording, status);
    call.sending.tell({ at: nowOf(leg), sid: leg.facts.sid, hook: wish.callback, fields, wants: 'nothing' });
  };
  tell('in-progress');
  return {
    recording,
    end() {
      if (recording.endedAt !== null) return;
      recording.endedAt = nowOf(leg);
      keepTask(
        call,
        sleep(call, call.plan.recordingMs).then(() => tell('completed')),
      );
    },
  };
}

/** Where Twilio's REST serves it, whatever address stands in for that; the sound itself with .wav behind. */
export function recordingUrl({ call }: Leg, sid: string): string {
  return `https://api.twilio.com/2010-04-01/Accounts/${call.exchange.accountSid}/Recordings/${sid}`;
}

/** Whole seconds. */
export function recordedSeconds({ startedAt, endedAt }: Recording): number {
  return endedAt === null ? 0 : Math.round((endedAt - startedAt) / 1000);
}

function recordingFields(leg: Leg, recording: Recording, status: string): Fields {
  const { sid, source, channels, startedAt, conferenceSid } = recording;
  const known = commonFields(leg.facts, '').filter(([name]) => ['AccountSid', 'ApiVersion', 'CallSid'].includes(name));
  const fields: Fields = [
    ...known,
    ['RecordingSid', sid],
    ['RecordingUrl', recordingUrl(leg, sid)],
    ['RecordingStatus', status],
    ['RecordingChannels', String(channels)],
    ['RecordingStartTime', twilioTimestamp(startedAt)],
    ['RecordingSource', source],
    ['RecordingTrack', 'both'],
    ['ErrorCode', '0'],
  ];
  if (status === 'completed') fields.push(['RecordingDuration', String(recordedSeconds(recording))]);
  if (conferenceSid !== null) fields.push(['ConferenceSid', conferenceSid]);
  return fields;
}
