// The shapes of the day page: hours, bells and rings as numbers before they are drawn.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bellGroups } from '../../../client/views/day/bellGroups.js';
import { hourChart } from '../../../client/views/day/hourColumns.js';
import { bandPath, ringArcs } from '../../../client/views/now/ringArcs.js';
import { settings } from '../../browser/boardFixture.js';

describe('the hours', () => {
  test('span the office hours and widen for calls outside them', () => {
    const hours = (chart: ReturnType<typeof hourChart>) => chart.columns.map(({ hour }) => hour);
    expect(hours(hourChart([], settings))).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17]);
    const early = { hour: 7, offered: 2, answered: 1, abandoned: 1 };
    expect(hours(hourChart([early], settings)).slice(0, 3)).toEqual([7, 8, 9]);
  });

  test('shade lunch where it lies, to the minute', () => {
    expect(hourChart([], settings).lunch).toEqual({ from: 3 / 9, to: 4 / 9 });
    const half = { ...settings, lunchHours: { from: '11:30', to: '12:30' } };
    expect(hourChart([], half).lunch).toEqual({ from: 2.5 / 9, to: 3.5 / 9 });
  });

  test('shade the hours before opening and after closing, and nothing where there are none', () => {
    const at = (hour: number) => ({ hour, offered: 1, answered: 1, abandoned: 0 });
    expect(hourChart([], settings).closed).toEqual([]);
    expect(hourChart([at(8)], settings).closed).toEqual([{ from: 0, to: 1 / 10 }]);
    expect(hourChart([at(0), at(23)], settings).closed).toEqual([
      { from: 0, to: 9 / 24 },
      { from: 18 / 24, to: 1 },
    ]);
  });
});

test('the bells account for every offered call', () => {
  const groups = bellGroups({ ringCounts: [3, 4, 0, 1, 2], ringCountUnknown: 5, offered: 20, answered: 15 });
  expect(groups.map(({ group }) => group)).toEqual(['1', '2', '4', '5', 'unknown', 'none']);
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(20);
});

describe('the ring', () => {
  test('shows every group that has a call, in order and without overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 5, maxLength: 5 }), (counts) => {
        const [pass = 0, fail = 0, uncertain = 0, unmeasured = 0, withoutEvidence = 0] = counts;
        const arcs = ringArcs([
          ['pass', pass],
          ['fail', fail],
          ['uncertain', uncertain],
          ['unmeasured', unmeasured],
          ['withoutEvidence', withoutEvidence],
        ]);
        expect(arcs).toHaveLength(counts.filter((count) => count > 0).length);
        let end = 0;
        for (const { from, to } of arcs) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(1.000001);
      }),
    );
  });

  test('closes the circle when all calls are of one kind, and is empty without calls', () => {
    expect(
      ringArcs([
        ['pass', 12],
        ['fail', 0],
      ]),
    ).toEqual([{ part: 'pass', from: 0, to: 1 }]);
    expect(bandPath(144, 122, 28, { part: 'pass', from: 0, to: 1 }).match(/Z/g)).toHaveLength(2);
    expect(ringArcs([['pass', 0]])).toEqual([]);
  });
});
