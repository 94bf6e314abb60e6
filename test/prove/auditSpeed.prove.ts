// How many entries a second the access record takes while sixteen people wait for theirs.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '../../server/base/clock.js';
import { report } from '../support/report.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { allEntries, auditOn, collections, faultOf, note, person } from '../unit/audit/auditFixture.js';

jest.setTimeout(120_000);
const people = 16;
const each = 60;
/** A city of 720 officials and a hundred calls an hour looks at a few a second at its busiest. */
const enough = 50;

describe.each(storeLanes())('$title the access record', ({ open, title, name }) => {
  let lane: OpenedLane;
  beforeAll(async () => {
    lane = await open(collections);
  });
  afterAll(() => lane.dispose());

  test('keeps up with a city that reads', async () => {
    const { audit, entries } = auditOn(lane.store, systemClock, name === 'LMDB');
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: people }, async (_, who) => {
        for (let n = 0; n < each; n += 1) await audit.by(person(`p${who}`)).record(note());
      }),
    );
    const perSecond = Math.round((people * each * 1_000) / (performance.now() - begun));
    expect(faultOf(await allEntries(entries))).toBeUndefined();
    report(`entries of the access record ${title}`, `${perSecond} a second, ${people} people at once`);
    expect(perSecond).toBeGreaterThan(enough);
  });
});
