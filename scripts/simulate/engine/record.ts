// <Record>: a citizen speaks to a voicemail, as the plan says, until silence, a key, the limit or a hang-up ends it (2.9).

import type { Fields } from '../requestFields.js';
import type { RecordVerb } from '../twiml/verbs.js';
import { askAction, heed, type Next } from './attend.js';
import { nowOf } from './leg.js';
import type { Leg } from './model.js';
import { recordedSeconds, recordingUrl, startRecording } from './recordings.js';
import { answer } from './report.js';

export async function record(leg: Leg, verb: RecordVerb): Promise<Next> {
  answer(leg);
  const { plan, clock } = leg.call;
  const { message } = plan;
  const limitAt = nowOf(leg) + verb.maxLength * 1000;
  const spokenAt = nowOf(leg) + message.ms;
  const silenceAt = (message.end === 'waits' ? spokenAt : Number.POSITIVE_INFINITY) + verb.timeout * 1000;
  // Nothing was said: Twilio keeps no recording and goes on with the next verb.
  const isSilent = message.ms === 0 && message.end === 'waits';
  const running = isSilent
    ? null
    : startRecording(leg, {
        source: 'RecordVerb',
        channels: 1,
        callback: verb.recordingCallback,
        events: verb.recordingEvents,
      });
  const cancel = clock.at(spokenAt, () => {
    if (message.end === 'hangs-up') leg.inbox.put({ kind: 'hung-up' });
    if (message.end === 'presses-key') leg.inbox.put({ kind: 'pressed', digits: '#' });
  });
  try {
    const end = await untilEnd(leg, verb, Math.min(limitAt, silenceAt));
    running?.end();
    if (end.next !== undefined && !leg.isGone) return end.next;
    if (!running) return leg.isGone ? null : undefined;
    const { recording } = running;
    const fields: Fields = [
      ['RecordingUrl', recordingUrl(leg, recording.sid)],
      ['RecordingSid', recording.sid],
      ['RecordingDuration', String(recordedSeconds(recording))],
      ['Digits', leg.isGone ? 'hangup' : end.digits],
    ];
    return await askAction(leg, verb.action, fields);
  } finally {
    cancel();
  }
}

async function untilEnd(leg: Leg, verb: RecordVerb, until: number): Promise<{ digits: string; next: Next }> {
  for (;;) {
    const signal = await leg.inbox.next(until);
    if (!signal) return { digits: '', next: undefined };
    if (signal.kind === 'pressed') {
      const digits = [...signal.digits].find((digit) => verb.finishOnKey.includes(digit));
      if (digits !== undefined) return { digits, next: undefined };
      continue;
    }
    const next = await heed(leg, signal);
    if (next !== undefined) return { digits: '', next };
  }
}
