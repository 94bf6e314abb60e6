// However commits, spooling, draining, lost replies and restarts fall between the webhooks of a call: it ends as the ordered one.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { recount } from '../../../server/metrics/recount.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { scheduleOf } from '../../support/callStories.js';
import { type DatabaseMode, dayOf, outage, rule } from './outageFixture.js';
import { origin } from './spoolFixture.js';

const runs = Number(process.env['PROVE_RUNS'] ?? 300);

type Turn = { database?: DatabaseMode; spool?: 'works' | 'full'; restart?: boolean; passes?: number };

/** What happens before an arrival; most of the time nothing. */
const turnOf: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.record({ database: fc.constantFrom<DatabaseMode>('up', 'down', 'stalled', 'unconfirmed') }),
  },
  { weight: 1, arbitrary: fc.record({ spool: fc.constantFrom<'works' | 'full'>('works', 'full') }) },
  { weight: 1, arbitrary: fc.constant({ database: 'up' as const, restart: true }) },
  { weight: 1, arbitrary: fc.record({ passes: fc.integer({ min: 10, max: 5_000 }) }) },
);

describe('an interleaving of commits, spooling and draining', () => {
  test(
    `ends in the ordered call, verdict and figures, and acknowledges nothing that is lost: ${runs} of them`,
    async () => {
      const seen = new Set<string>();
      let spooled = 0;
      await fc.assert(
        fc.asyncProperty(
          scheduleOf(origin),
          fc.array(turnOf, { minLength: 24, maxLength: 24 }),
          async (schedule, turns) => {
            const { story, arrivals, atOnce } = schedule;
            const scene = outage();
            const refused: CallEvent[] = [];
            const take = (event: CallEvent) =>
              scene.settled(scene.pipeline.ingest(event)).catch(() => void refused.push(event));
            const atOnceTakes: Promise<void>[] = [];
            for (const [index, event] of arrivals.entries()) {
              const turn: Turn = turns[index % turns.length] ?? {};
              if (turn.spool) scene.spool.mode = turn.spool;
              if (turn.database) scene.database.set(turn.database);
              if (turn.passes) scene.clock.advance(turn.passes);
              if (turn.restart) {
                await Promise.all(atOnceTakes.splice(0));
                await scene.restart();
              }
              if (turn.database) seen.add(turn.database);
              if (atOnce) atOnceTakes.push(take(event));
              else await take(event);
            }
            await Promise.all(atOnceTakes);
            scene.database.set('up');
            scene.spool.mode = 'works';
            // Twilio sends again what was answered 5xx.
            for (const event of refused.splice(0)) await take(event);
            await scene.until(() => scene.pipeline.waiting() === 0);
            expect(refused).toEqual([]);
            spooled += scene.spool.appended;

            const ordered = replay(story.root, arrivals);
            const record = await scene.database.call(story.root);
            expect(await scene.database.strays(story.root)).toEqual([]);
            expect(record?.call).toEqual(ordered);
            expect(record?.judgement).toEqual(judgeCall(ordered, rule));
            expect([scene.spool.lines.size, scene.spool.aside]).toEqual([0, []]);
            const counted = recount([{ id: story.root, rule, events: arrivals }], '2026-02-12', dayOf);
            const { day, now } = scene.pipeline.board.metrics();
            expect(day).toMatchObject({ ...counted.figures(), hours: counted.hours() });
            expect(now).toMatchObject({ ringing: 0, talking: 0, spooled: 0 });
            await scene.pipeline.stop();
          },
        ),
        { numRuns: runs },
      );
      expect([...seen].sort()).toEqual(['down', 'stalled', 'unconfirmed', 'up']);
      expect(spooled).toBeGreaterThan(runs);
    },
    runs * 100 + 20_000,
  );
});
