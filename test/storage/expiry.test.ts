// Documents that disappear by themselves: gone to every reader at the moment, and their places free again, on both databases.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection } from '../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { makeTicket, notes, type Ticket, ticketLifeMs, tickets } from './samples.js';

// Far ahead of any real clock, so that MongoDB's own sweep does not take part.
const start = Date.UTC(2999, 0, 1);

describe.each(storeLanes())('an expired document $title', ({ name, open }) => {
  let now: number;
  let due: (() => void)[];
  let lane: OpenedLane;
  let collection: Collection<Ticket>;
  beforeEach(async () => {
    now = start;
    due = [];
    const clock = {
      now: () => now,
      at: (_: number, task: () => void) => {
        due.push(task);
        return () => {};
      },
    };
    lane = await open([notes, tickets], clock);
    collection = lane.store.collection(tickets);
  });
  afterEach(() => lane.dispose());

  test('is there until its last millisecond and nowhere afterwards', async () => {
    await collection.insert(makeTicket('one', start));
    await collection.insert(makeTicket('forever', null));
    now = start + ticketLifeMs - 1;
    expect(await collection.get('one')).toBeDefined();
    now += 1;
    expect(await collection.get('one')).toBeUndefined();
    expect(await collection.getMany(['one', 'forever'])).toMatchObject([{ id: 'forever' }]);
    expect((await collection.list({ index: 'byIssue', limit: 9 })).items).toMatchObject([{ id: 'forever' }]);
    expect(await collection.count({ index: 'byHolder' }, 9)).toEqual({ count: 1, more: false });
    expect(await collection.replace(makeTicket('one', now), 1)).toEqual({ ok: false, code: 'not-found' });
    expect(await collection.remove('one')).toBe(false);
  });

  test('makes room for its id and for its unique value', async () => {
    await collection.insert(makeTicket('one', start));
    await collection.insert(makeTicket('two', start, 'somebody'));
    now = start + ticketLifeMs;
    expect(await collection.insert(makeTicket('one', now))).toEqual({ ok: true, revision: 1 });
    expect(await collection.insert(makeTicket('three', now, 'somebody'))).toEqual({ ok: true, revision: 1 });
    expect((await collection.list({ index: 'byHolder', limit: 9 })).items.map(({ id }) => id)).toEqual([
      'one',
      'three',
    ]);
  });

  test('lives on when its time is moved', async () => {
    await collection.insert(makeTicket('one', start));
    await collection.replace(makeTicket('one', start + 1_000), 1);
    now = start + ticketLifeMs;
    expect(await collection.get('one')).toMatchObject({ revision: 2 });
    await collection.replace(makeTicket('one', null), 2);
    now = start + 10 * ticketLifeMs;
    expect(await collection.get('one')).toMatchObject({ revision: 3 });
  });

  // MongoDB clears away by its own clock, once a minute.
  if (name === 'MongoDB') return;
  test('gives back its room at the next sweep, and others keep theirs', async () => {
    const nextSweep = async (count: number) => {
      while (due.length < count) await new Promise((resolve) => setImmediate(resolve));
    };
    await nextSweep(1);
    const many = Array.from({ length: 1_100 }, (_, n) => collection.insert(makeTicket(`old${n}`, start)));
    await Promise.all([...many, collection.insert(makeTicket('new', start + 1))]);
    now = start + ticketLifeMs;
    due[0]?.();
    await nextSweep(2);
    const unending = { ...tickets, indexes: { ...tickets.indexes, byIssue: { fields: ['issuedAt'] } } };
    const left = (await lane.reopen([unending])).collection(unending);
    expect(await left.count({ index: 'byIssue' }, 2_000)).toEqual({ count: 1, more: false });
    expect(await left.get('old7')).toBeUndefined();
    expect(await left.get('new')).toBeDefined();
  });
});
