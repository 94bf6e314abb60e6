// The change feed by itself: what it asks, what it loads, and how it behaves while the database is away.
import { describe, expect, jest, test } from '@jest/globals';
import type { CallRecord } from '../../../server/ledger/callRecord.js';
import { createChangeFeed } from '../../../server/ledger/changeFeed.js';
import type { ChangeQuery, Changes } from '../../../server/storage/port.js';
import { manualClock } from '../../support/manualClock.js';
import { countingLogger, turns } from './sharedDatabase.js';

const complete = (entries: Changes['entries'], marker = 'm'): Changes => ({ entries, marker, isComplete: true });

function feedOn(answer: (query: ChangeQuery) => Promise<Changes>, known: Record<string, number> = {}) {
  const clock = manualClock(0);
  const { logger, warn, info } = countingLogger();
  const asked: ChangeQuery[] = [];
  const loaded: string[][] = [];
  const shown: string[] = [];
  const onRecovered = jest.fn();
  const feed = createChangeFeed({
    calls: {
      changes: (query) => {
        asked.push(query);
        return answer(query);
      },
      getMany: async (ids) => {
        loaded.push([...ids]);
        return ids.map((id) => ({ id, revision: 9 }) as CallRecord);
      },
    },
    revisionOf: (id) => known[id],
    show: async (records) => {
      for (const { id, revision } of records) {
        known[id] = revision;
        shown.push(id);
      }
    },
    onRecovered,
    clock,
    logger,
  });
  const pass = async (ms: number) => {
    for (let gone = 0; gone < ms; gone += 250) {
      clock.advance(250);
      await turns();
    }
  };
  return { feed, clock, pass, asked, loaded, shown, warn, info, onRecovered };
}

describe('the change feed', () => {
  test('loads the calls that the board lacks or has at an older revision, and no others', async () => {
    const entries = [
      { id: 'unknown', revision: 1 },
      { id: 'older', revision: 9 },
      { id: 'same', revision: 4 },
      { id: 'newer', revision: 2 },
    ];
    const { feed, pass, loaded, shown } = feedOn(async () => complete(entries), { older: 8, same: 4, newer: 3 });
    await feed.start();
    expect(loaded).toEqual([]);
    await pass(1_000);
    expect(loaded).toEqual([['unknown', 'older']]);
    expect(shown).toEqual(['unknown', 'older']);
    feed.stop();
  });

  test('asks every quarter of a second from its last answer on, two seconds back, and now and then half a minute', async () => {
    let answers = 0;
    const { feed, pass, asked } = feedOn(async () => {
      answers += 1;
      return complete([], `m${answers}`);
    });
    await feed.start();
    await pass(20_000);
    expect(asked).toHaveLength(81);
    expect(asked[0]).toEqual({});
    expect(asked.slice(1).map(({ after }) => after)).toEqual(Array.from({ length: 80 }, (_, n) => `m${n + 1}`));
    const overlaps = asked.slice(1).map(({ overlapMs = 0 }) => overlapMs);
    expect(Math.min(...overlaps)).toBe(2_000);
    expect(overlaps.filter((overlap) => overlap === 30_000)).toHaveLength(2);
    feed.stop();
  });

  test('goes on where an answer stopped early, without asking for the overlap again', async () => {
    const parts: Record<string, Changes> = {
      '': complete([], 'start'),
      start: { entries: [{ id: 'a', revision: 9 }], marker: 'half', isComplete: false },
      half: { entries: [{ id: 'b', revision: 9 }], marker: 'more', isComplete: false },
      more: complete([{ id: 'c', revision: 9 }], 'end'),
    };
    const { feed, pass, asked, shown } = feedOn(async ({ after = '' }) => parts[after] ?? complete([], 'end'));
    await feed.start();
    await pass(500);
    expect(shown).toEqual(['a', 'b', 'c']);
    expect(asked.slice(2, 5)).toEqual([{ after: 'half' }, { after: 'more' }, { after: 'end', overlapMs: 2_000 }]);
    feed.stop();
  });

  test('loads a long backlog in slices', async () => {
    const entries = Array.from({ length: 120 }, (_, n) => ({ id: `c${n}`, revision: 1 }));
    const { feed, pass, loaded } = feedOn(async () => complete(entries));
    await feed.start();
    await pass(250);
    expect(loaded.map(({ length }) => length)).toEqual([50, 50, 20]);
    feed.stop();
  });

  test('tells of an outage once, asks more seldom, and asks again from the last answer that it could show', async () => {
    let isDown = false;
    const { feed, pass, asked, shown, warn, info, onRecovered } = feedOn(async ({ after }) => {
      if (isDown) throw new Error('gone');
      return after === undefined ? complete([], 'before') : complete([{ id: 'late', revision: 1 }], 'later');
    });
    await feed.start();
    isDown = true;
    await pass(60_000);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(asked.length).toBeLessThan(40);
    expect(feed.ageMs()).toBe(60_000);
    expect(onRecovered).not.toHaveBeenCalled();

    isDown = false;
    const before = asked.length;
    await pass(2_000);
    expect(asked[before]).toEqual({ after: 'before', overlapMs: 30_000 });
    expect(shown).toEqual(['late']);
    expect(feed.ageMs()).toBeLessThan(2_000);
    expect([info.mock.calls.length, onRecovered.mock.calls.length]).toEqual([1, 1]);

    isDown = true;
    await pass(5_000);
    expect(warn).toHaveBeenCalledTimes(2);
    feed.stop();
  });

  test('shows and asks nothing after its stop, also when an answer is still under way', async () => {
    let answer = (_: Changes) => {};
    const { feed, clock, asked, shown, warn } = feedOn(({ after }) =>
      after === undefined
        ? Promise.resolve(complete([]))
        : new Promise((resolve) => {
            answer = resolve;
          }),
    );
    await feed.start();
    clock.advance(250);
    feed.stop();
    answer(complete([{ id: 'a', revision: 1 }]));
    await turns();
    clock.advance(60_000);
    await turns();
    expect([asked.length, shown, warn.mock.calls.length]).toEqual([2, [], 0]);
  });
});
