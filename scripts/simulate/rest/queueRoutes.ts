// Queues and their members: looked at, and sent on one by one.
import type { Member, Queue } from '../engine/model.js';
import { averageWait } from '../engine/queues.js';
import { showDate } from './dates.js';
import { type Asked, operation } from './operation.js';
import { pageFields, showPage } from './page.js';
import { notFound, Refusal } from './refusal.js';
import type { RestParts } from './restParts.js';

export function addQueueRoutes({ app, standIn, root }: RestParts): void {
  const { accountSid, exchange } = standIn;
  const find = ({ part, path }: Asked): Queue => {
    const queue = exchange.queues.all.get(part('sid'));
    if (!queue) throw notFound(path);
    return queue;
  };
  const findMember = (queue: Queue, { part, path }: Asked): Member => {
    const named = part('member');
    const member = queue.members.find(({ leg }, place) => (named === 'Front' ? place === 0 : leg.facts.sid === named));
    if (!member) throw notFound(path);
    return member;
  };
  const showMember = (queue: Queue, { leg, enqueuedAt }: Member, position: number) => ({
    call_sid: leg.facts.sid,
    date_enqueued: showDate(enqueuedAt),
    position,
    queue_sid: queue.sid,
    uri: `/2010-04-01/Accounts/${accountSid}/Queues/${queue.sid}/Members/${leg.facts.sid}.json`,
    wait_time: Math.round((standIn.now() - enqueuedAt) / 1000),
  });

  app.get(
    `${root}/Queues.json`,
    operation(standIn, 'queues.list', pageFields, (asked) => {
      const all = [...exchange.queues.all.values()].map((queue) => showQueue(accountSid, queue));
      return { body: showPage(asked, 'queues', all) };
    }),
  );

  app.get(
    `${root}/Queues/:sid.json`,
    operation(standIn, 'queues.fetch', [], (asked) => ({ body: showQueue(accountSid, find(asked)) })),
  );

  app.get(
    `${root}/Queues/:sid/Members.json`,
    operation(standIn, 'members.list', pageFields, (asked) => {
      const queue = find(asked);
      return {
        body: showPage(
          asked,
          'queue_members',
          queue.members.map((one, at) => showMember(queue, one, at + 1)),
        ),
      };
    }),
  );

  const one = `${root}/Queues/:sid/Members/:member.json`;
  app.get(
    one,
    operation(standIn, 'members.fetch', [], (asked) => {
      const queue = find(asked);
      const member = findMember(queue, asked);
      return { body: showMember(queue, member, queue.members.indexOf(member) + 1) };
    }),
  );

  app.post(
    one,
    operation(standIn, 'members.update', ['Url', 'Method'], (asked) => {
      const to = asked.form.hook('Url', 'Method', 21_205);
      if (!to) throw new Refusal(400, 21_205, 'Url parameter is required.');
      const queue = find(asked);
      const member = findMember(queue, asked);
      const body = showMember(queue, member, 0);
      const { sid } = member.leg.facts;
      queue.members.splice(queue.members.indexOf(member), 1);
      standIn.command({ sid, ask: 'redirect', to });
      return { body };
    }),
  );
}

function showQueue(accountSid: string, queue: Queue) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Queues/${queue.sid}`;
  return {
    sid: queue.sid,
    account_sid: accountSid,
    friendly_name: queue.name,
    current_size: queue.members.length,
    max_size: queue.maxSize,
    average_wait_time: averageWait(queue),
    date_created: showDate(queue.createdAt),
    date_updated: showDate(queue.createdAt),
    uri: `${uri}.json`,
    subresource_uris: { members: `${uri}/Members.json` },
  };
}
