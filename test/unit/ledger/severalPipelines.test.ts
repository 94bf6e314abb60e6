// Several pipelines over one database: whichever of them takes an event, and whichever dies, all boards come to say the same.
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { breaches } from '../../../server/ledger/breach.js';
import { calls } from '../../../server/ledger/callRecord.js';
import type { Pipeline } from '../../../server/pipeline.js';
import type { Store } from '../../../server/storage/port.js';
import type { ManualClock } from '../../support/manualClock.js';
import { lineOf, sid, target, teller } from '../../support/scenarios.js';
import { callOf, origin, type Shared, sharedDatabase, turns } from './sharedDatabase.js';

const opened: Shared[] = [];
afterEach(async () => {
  for (const shared of opened.splice(0)) await shared.stop();
});

function share(): Shared {
  const shared = sharedDatabase();
  opened.push(shared);
  return shared;
}

async function startTwo(shared: Shared): Promise<[Pipeline, Pipeline]> {
  const two: [Pipeline, Pipeline] = [shared.open(), shared.open()];
  for (const pipeline of two) await pipeline.start();
  return two;
}

/** The store as a process sees it that dies when a commit is durable: it never hears so. */
function dyingAfterCommit(store: Store, isDying: () => boolean): Store {
  return {
    ...store,
    async commit(operations) {
      const outcomes = await store.commit(operations);
      return isDying() ? new Promise<never>(() => {}) : outcomes;
    },
  };
}

describe('processes on one database', () => {
  test('show the same, whichever of them takes each event', async () => {
    const shared = share();
    const [one, other] = await startTwo(shared);
    const events = [1, 2, 3, 4].flatMap((n) => callOf(n));
    for (const [index, event] of events.entries()) await (index % 2 === 0 ? one : other).ingest(event);
    await shared.look();
    expect(one.board.metrics()).toEqual(other.board.metrics());
    expect(one.board.metrics().day).toMatchObject(await shared.recounted());
    expect(one.board.metrics().day).toMatchObject({ offered: 4, answered: 4 });
  });

  test('show a call in progress that another one hears of, and its end', async () => {
    const shared = share();
    const [one, other] = await startTwo(shared);
    const events = callOf(1);
    for (const event of events.slice(0, 4)) await one.ingest(event);
    expect(other.board.calls()).toEqual([]);
    await shared.look();
    expect(other.board.calls()).toMatchObject([{ sid: sid(16), state: 'talking' }]);
    for (const event of events.slice(4)) await one.ingest(event);
    await shared.look();
    expect(other.board.calls()).toEqual([]);
  });

  test('complete what one left unshown that died between its commit and its board', async () => {
    const shared = share();
    let isDying = false;
    const dying = shared.open({ store: dyingAfterCommit(shared.store, () => isDying) });
    await dying.start();
    const [one, other] = await startTwo(shared);
    const events = callOf(1);
    for (const event of events.slice(0, 5)) await dying.ingest(event);
    isDying = true;
    // The call settles with it, in the database and on no board.
    const unanswered = events.slice(5, 6).map((event) => expect(dying.ingest(event)).rejects.toThrow('Neither'));
    await turns();
    await dying.stop();
    for (const { board } of [dying, one, other]) expect(board.metrics().day.answered).toBe(0);
    await shared.look();
    for (const { board } of [one, other]) expect(board.metrics().day).toMatchObject(await shared.recounted());
    expect(one.board.metrics().day.answered).toBe(1);
    await Promise.all(unanswered);
  });

  test('drop a leg that stood for itself at one of them once another one learns whose it is', async () => {
    const shared = share();
    const [one, other] = await startTwo(shared);
    const root = sid(16);
    const leg = sid(17);
    const tell = teller({ root, origin });
    const desk = target(1);
    const orphan = tell.leg(leg, desk, 'ringing', 2, { extra: { ParentCallSid: '' }, hint: 'parent' });
    if (!orphan) throw new Error('no event');
    await one.ingest(orphan);
    await shared.look();
    const rest = [tell.voice(0, lineOf([desk])), tell.leg(leg, desk, 'in-progress', 5), tell.end(50, 'completed', 45)];
    for (const event of rest) if (event) await other.ingest(event);
    await shared.look();
    const stored = await shared.store.collection(calls).getMany([root, leg]);
    expect(stored.map(({ mergedInto }) => mergedInto)).toEqual([null, root]);
    for (const { board } of [one, other]) expect(board.metrics().day).toMatchObject(await shared.recounted());
    expect(one.board.metrics()).toEqual(other.board.metrics());
  });

  test('tell a breach once, and show it everywhere, also where the call was not known when it began', async () => {
    const shared = share();
    const [one, other] = await startTwo(shared);
    // It rings from now on: the third bell is 6 s away, the breach 8 s.
    const tell = teller({ root: sid(16), origin: shared.clock.now() - 2_000, delay: 0 });
    const desk = target(1);
    const events = [tell.voice(0, lineOf([desk])), tell.leg(sid(17), desk, 'initiated', 1)];
    for (const event of [...events, tell.leg(sid(17), desk, 'ringing', 2)]) if (event) await one.ingest(event);
    await shared.look();
    shared.clock.advance(8_000);
    await turns();
    const late = shared.open();
    await late.start();
    for (const { board } of [one, other, late]) {
      expect(board.calls()).toMatchObject([{ state: 'ringing', breaches: ['ring'] }]);
      expect(board.metrics().now.pastThirdRing).toBe(1);
    }
    const { items } = await shared.store.collection(breaches).list({ index: 'byTime', limit: 10 });
    expect(items).toMatchObject([{ callId: sid(16), clause: 'ring' }]);
  });

  test('raise no alarm on waking from a pause for a call that was answered meanwhile elsewhere', async () => {
    const shared = share();
    const { clock } = shared;
    let pausedMs = 0;
    // A paused process finds its timers late.
    const sleepy: ManualClock = { ...clock, now: () => clock.now() + pausedMs };
    const one = shared.open();
    const paused = shared.open({ clock: sleepy });
    for (const pipeline of [one, paused]) await pipeline.start();
    const told: string[] = [];
    paused.board.onChange(({ row }) => void told.push(...(row?.breaches ?? [])));

    const tell = teller({ root: sid(16), origin: clock.now() - 2_000, delay: 0 });
    const desk = target(1);
    for (const event of [tell.voice(0, lineOf([desk])), tell.leg(sid(17), desk, 'ringing', 2)]) {
      if (event) await one.ingest(event);
    }
    await shared.look();
    expect(paused.board.calls()).toMatchObject([{ state: 'ringing' }]);
    const answer = tell.leg(sid(17), desk, 'in-progress', 5);
    if (answer) await one.ingest(answer);
    // The whole process slept: the deadline and the next look come at once, both late.
    pausedMs = 60_000;
    clock.advance(9_000);
    await turns();
    await shared.look();
    clock.advance(5_000);
    await turns();
    expect(paused.board.calls()).toMatchObject([{ state: 'talking', ringResult: 'pass', breaches: [] }]);
    expect(told).toEqual([]);
    expect((await shared.store.collection(breaches).list({ index: 'byTime', limit: 10 })).items).toEqual([]);
  });

  test('neither lose nor double anything while one rebuilds its board beside running traffic', async () => {
    const traffic = fc.record({
      before: fc.nat({ max: 20 }),
      order: fc.array(fc.record({ to: fc.nat({ max: 2 }), turns: fc.nat({ max: 2 }) }), {
        minLength: 30,
        maxLength: 30,
      }),
    });
    await fc.assert(
      fc.asyncProperty(traffic, async ({ before, order }) => {
        const shared = share();
        const [one, other] = await startTwo(shared);
        const events = [1, 2, 3, 4, 5, 6].flatMap((n) => callOf(n));
        const rebuilding = shared.open();
        const processes = [one, other, rebuilding];
        let started: Promise<void> | undefined;
        for (const [index, event] of events.entries()) {
          const step = order[index % order.length];
          if (index >= before) started ??= rebuilding.start();
          await processes[started ? (step?.to ?? 0) : (step?.to ?? 0) % 2]?.ingest(event);
          if (step?.turns === 2) await shared.look();
        }
        await started;
        await shared.look();
        await shared.look();
        const recounted = await shared.recounted();
        for (const { board } of processes) expect(board.metrics().day).toMatchObject(recounted);
        expect(rebuilding.board.metrics()).toEqual(one.board.metrics());
      }),
      { numRuns: 40 },
    );
  });
});
