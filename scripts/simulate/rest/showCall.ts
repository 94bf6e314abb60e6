// A leg as Twilio's REST prints it. Every date field is there: a missing date_created would read as "now" in the client.
import type { LegState } from '../engine/legState.js';
import { showDate } from './dates.js';

const subresources = [
  ...['events', 'notifications', 'payments', 'recordings', 'siprec', 'streams', 'transcriptions'],
  ...['user_defined_message_subscriptions', 'user_defined_messages'],
];

const camelCase = (name: string) =>
  name.replace(/(^|_)([a-z])/g, (_whole, _sign, letter: string) => letter.toUpperCase());

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
    date_created: showDate(leg.createdAt),
    date_updated: showDate(leg.endedAt ?? leg.answeredAt ?? leg.startedAt ?? leg.createdAt),
    start_time: showDate(leg.startedAt),
    end_time: showDate(leg.endedAt),
    duration: connected === null ? null : String(Math.round(connected / 1000)),
    forwarded_from: null,
    caller_name: null,
    group_sid: null,
    phone_number_sid: null,
    trunk_sid: null,
    annotation: null,
    price: null,
    price_unit: 'USD',
    queue_time: String(leg.queueMs),
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(subresources.map((name) => [name, `${uri}/${camelCase(name)}.json`])),
  };
}
