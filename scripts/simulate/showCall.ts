// A leg as Twilio's REST prints it. Every date field is there: a missing date_created would read as "now" in the client.
import type { LegState } from './step.js';

/** RFC 2822 in whole seconds, or null. */
function date(at: number | null): string | null {
  return at === null ? null : new Date(Math.floor(at / 1000) * 1000).toUTCString().replace('GMT', '+0000');
}

export function showCall(accountSid: string, leg: LegState) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${leg.sid}`;
  // Connected seconds once it has ended; empty where nobody answered.
  const connected = leg.endedAt === null || leg.answeredAt === null ? null : leg.endedAt - leg.answeredAt;
  return {
    sid: leg.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    parent_call_sid: leg.parentSid,
    from: leg.from,
    from_formatted: leg.from,
    to: leg.to,
    to_formatted: leg.to,
    direction: leg.direction,
    status: leg.status,
    answered_by: leg.answeredBy,
    date_created: date(leg.createdAt),
    date_updated: date(leg.endedAt ?? leg.answeredAt ?? leg.startedAt ?? leg.createdAt),
    start_time: date(leg.startedAt),
    end_time: date(leg.endedAt),
    duration: connected === null ? null : String(Math.round(connected / 1000)),
    forwarded_from: null,
    caller_name: null,
    group_sid: null,
    phone_number_sid: null,
    trunk_sid: null,
    annotation: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    uri: `${uri}.json`,
    subresource_uris: { events: `${uri}/Events.json`, streams: `${uri}/Streams.json` },
  };
}
