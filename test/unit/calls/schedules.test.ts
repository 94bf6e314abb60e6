// Whatever order webhooks come in, again or late, the call, its verdict and the figures end the same.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replay } from '../../../server/calls/applyEvent.js';
import type { Call } from '../../../server/calls/call.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { calls } from '../../../server/ledger/callRecord.js';
import { createLedger } from '../../../server/ledger/ledger.js';
import { LiveBoard } from '../../../server/metrics/liveBoard.js';
import { recount } from '../../../server/metrics/recount.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { type Schedule, scheduleOf, storyKinds } from '../../support/callStories.js';
import { manualClock } from '../../support/manualClock.js';
import { memoryStore } from '../../support/memoryStore.js';

const runs = Number(process.env['PROVE_RUNS'] ?? 300);
const origin = Date.parse('2026-02-12T02:00:00Z');
const rule = ruleFor('ulsan', 'KR');
const settings = { timeZone: 'Asia/Seoul', serviceLevelSeconds: 20 };

/** Receipts of late events differ, and a leg's names may be missing; nothing that was concluded may. */
function conclusions(call: Call) {
  const { events, conflicts, legs, ...facts } = call;
  return {
    ...facts,
    legs: legs.map(({ ringingSince, talkingSince, ...leg }) => leg),
    keys: events.map((event) => event.key),
    conflicts: conflicts.length,
  };
}

async function live({ story, arrivals, atOnce }: Schedule) {
  const store = memoryStore();
  const ledger = createLedger({ store, rule });
  const board = new LiveBoard({ clock: manualClock(origin), rule, ...settings }, () => {});
  const ingest = async (event: CallEvent) => {
    const record = await ledger.record(event);
    board.put({ ...record, isMerged: record.mergedInto !== null });
    if (record.id !== event.callSid) board.forget(event.callSid);
  };
  if (atOnce) await Promise.all(arrivals.map(ingest));
  else for (const event of arrivals) await ingest(event);
  const record = await store.collection(calls).get(story.root);
  const others = (await store.collection(calls).list({ index: 'byStart', limit: 100 })).items;
  const metrics = board.metrics();
  board.stop();
  return { record, metrics, strays: others.filter((one) => one.id !== story.root && one.mergedInto === null) };
}

describe('a schedule of webhooks', () => {
  test(
    `ends in the ordered call, verdict and metrics: ${runs} schedules`,
    async () => {
      const kinds = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(scheduleOf(origin), async (schedule) => {
          const { story } = schedule;
          kinds.set(story.kind, (kinds.get(story.kind) ?? 0) + 1);
          const ordered = replay(story.root, story.events);
          const judgement = judgeCall(ordered, rule);
          const { record, metrics, strays } = await live(schedule);
          expect(strays).toEqual([]);
          expect(record && conclusions(record.call)).toEqual(conclusions(ordered));
          expect(record?.judgement).toEqual(judgement);
          const day = recount([{ id: story.root, rule, events: story.events }], '2026-02-12', settings);
          expect(metrics.day).toMatchObject({ ...day.figures(), hours: day.hours() });
          expect(metrics.now).toMatchObject({ ringing: 0, talking: 0 });
        }),
        { numRuns: runs },
      );
      // Every kind of story was among them.
      expect(kinds.size).toBe(storyKinds.length);
    },
    runs * 40 + 20_000,
  );
});
