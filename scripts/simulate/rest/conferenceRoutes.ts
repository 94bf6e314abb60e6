// Conferences: fetch, list, and end by update.

import { endByRest } from '../engine/conferences.js';
import type { Conference } from '../engine/model.js';
import { dateFields, dateFilter, showDate } from './dates.js';
import { type Asked, operation } from './operation.js';
import { pageFields, showPage } from './page.js';
import { notFound } from './refusal.js';
import type { RestParts } from './restParts.js';

export function addConferenceRoutes({ app, standIn, root }: RestParts): void {
  const { all } = standIn.exchange.conferences;
  const find = ({ part, path }: Asked): Conference => {
    const conference = all.get(part('sid'));
    if (!conference) throw notFound(path);
    return conference;
  };
  const show = (conference: Conference) => showConference(standIn.accountSid, conference);

  app.get(
    `${root}/Conferences/:sid.json`,
    operation(standIn, 'conferences.fetch', [], (asked) => ({ body: show(find(asked)) })),
  );

  app.post(
    `${root}/Conferences/:sid.json`,
    operation(standIn, 'conferences.update', ['Status', 'AnnounceUrl', 'AnnounceMethod'], (asked) => {
      const conference = find(asked);
      if (asked.form.choice('Status', ['completed']) !== null && conference.status !== 'completed') {
        endByRest(conference);
      }
      return { body: show(conference) };
    }),
  );

  const filters = ['FriendlyName', 'Status', ...dateFields('DateCreated'), ...dateFields('DateUpdated')];
  app.get(
    `${root}/Conferences.json`,
    operation(standIn, 'conferences.list', [...filters, ...pageFields], (asked) => {
      const { form } = asked;
      const created = dateFilter(form, 'DateCreated');
      const updated = dateFilter(form, 'DateUpdated');
      const equals = (name: string, value: string) => form.text(name) === null || form.text(name) === value;
      const found = [...all.values()]
        .filter(({ name, status }) => equals('FriendlyName', name) && equals('Status', status))
        .filter(({ createdAt, updatedAt }) => created(createdAt) && updated(updatedAt))
        .sort((a, b) => b.createdAt - a.createdAt);
      return { body: showPage(asked, 'conferences', found.map(show)) };
    }),
  );
}

function showConference(accountSid: string, conference: Conference) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Conferences/${conference.sid}`;
  return {
    sid: conference.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    friendly_name: conference.name,
    region: 'us1',
    status: conference.status,
    date_created: showDate(conference.createdAt),
    date_updated: showDate(conference.updatedAt),
    reason_conference_ended: conference.endReason,
    call_sid_ending_conference: conference.endedBy,
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json`, recordings: `${uri}/Recordings.json` },
  };
}
