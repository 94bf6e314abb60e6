// Recordings: of the account and of one call, their sound, and their end.
import type { Recording } from '../engine/model.js';
import { recordedSeconds } from '../engine/recordings.js';
import { dateFields, dateFilter, showDate } from './dates.js';
import { type Asked, operation } from './operation.js';
import { pageFields, showPage } from './page.js';
import { notFound } from './refusal.js';
import type { RestParts } from './restParts.js';
import { silentWav } from './silentWav.js';

export function addRecordingRoutes({ app, standIn, root }: RestParts): void {
  const { accountSid, exchange } = standIn;
  const find = ({ part, path }: Asked): Recording => {
    const recording = exchange.recordings.get(part('sid'));
    if (!recording) throw notFound(path);
    return recording;
  };
  const list = (asked: Asked, belongs: (recording: Recording) => boolean) => {
    const created = dateFilter(asked.form, 'DateCreated');
    const found = [...exchange.recordings.values()].filter((one) => belongs(one) && created(one.startedAt));
    return {
      body: showPage(
        asked,
        'recordings',
        found.map((one) => showRecording(accountSid, one)),
      ),
    };
  };
  const filters = ['CallSid', 'ConferenceSid', 'IncludeSoftDeleted', ...dateFields('DateCreated'), ...pageFields];

  app.get(
    `${root}/Recordings.json`,
    operation(standIn, 'recordings.list', filters, (asked) => {
      const [callSid, conferenceSid] = [asked.form.text('CallSid'), asked.form.text('ConferenceSid')];
      return list(asked, (one) => {
        return (callSid ?? one.callSid) === one.callSid && (conferenceSid ?? one.conferenceSid) === one.conferenceSid;
      });
    }),
  );

  app.get(
    `${root}/Calls/:sid/Recordings.json`,
    operation(standIn, 'recordings.list', filters, (asked) =>
      list(asked, ({ callSid }) => callSid === asked.part('sid')),
    ),
  );

  app.get(
    `${root}/Recordings/:sid.json`,
    operation(standIn, 'recordings.fetch', ['IncludeSoftDeleted'], (asked) => ({
      body: showRecording(accountSid, find(asked)),
    })),
  );

  app.get(
    `${root}/Recordings/:sid.wav`,
    operation(standIn, 'recordings.media', ['RequestedChannels'], (asked) => {
      find(asked);
      return { media: silentWav(1) };
    }),
  );

  app.delete(
    `${root}/Recordings/:sid.json`,
    operation(standIn, 'recordings.remove', [], (asked) => {
      exchange.recordings.delete(find(asked).sid);
      return { status: 204 };
    }),
  );
}

function showRecording(accountSid: string, recording: Recording) {
  const { sid, callSid, conferenceSid, startedAt, endedAt, channels, source } = recording;
  const uri = `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    call_sid: callSid,
    conference_sid: conferenceSid,
    channels,
    date_created: showDate(startedAt),
    date_updated: showDate(endedAt ?? startedAt),
    start_time: showDate(startedAt),
    duration: endedAt === null ? '-1' : String(recordedSeconds(recording)),
    encryption_details: null,
    error_code: null,
    media_url: `https://api.twilio.com${uri}`,
    price: null,
    price_unit: 'USD',
    source,
    status: endedAt === null ? 'in-progress' : 'completed',
    track: 'both',
    uri: `${uri}.json`,
    subresource_uris: { add_on_results: `${uri}/AddOnResults.json`, transcriptions: `${uri}/Transcriptions.json` },
  };
}
