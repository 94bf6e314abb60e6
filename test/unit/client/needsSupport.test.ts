// Who is named as needing support: only where count and interval leave no doubt.
import { describe, expect, test } from '@jest/globals';
import { anyJudgedEnough, needsSupport } from '../../../client/state/needsSupport.js';
import { wilson } from '../../../client/state/wilson.js';
import type { DepartmentFigures } from '../../../server/contract/metricsView.js';
import { clause, emptyScene, settings } from '../../browser/boardFixture.js';

const { day } = emptyScene().metrics;
const department = (id: string, pass: number, fail: number): DepartmentFigures => ({
  id,
  ringing: 0,
  talking: 0,
  figures: { ...day, ring: clause(pass, fail) },
});
const named = (...departments: DepartmentFigures[]) =>
  needsSupport(departments, settings.targets).map(({ departmentId }) => departmentId);

describe('departments that need support', () => {
  test('are named when the whole interval lies under the target', () => {
    expect(named(department('tax', 44, 17), department('building', 58, 3))).toEqual(['tax']);
  });

  test('are not named on fewer than 20 judged calls, however bad', () => {
    expect(named(department('tax', 0, 19))).toEqual([]);
    expect(named(department('tax', 0, 20))).toEqual(['tax']);
    expect(anyJudgedEnough([department('tax', 0, 19)])).toBe(false);
  });

  test('come with the widest gap to the target first', () => {
    expect(named(department('near', 68, 16), department('far', 20, 40))).toEqual(['far', 'near']);
  });
});

test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the interval of %p of %p is the one that Newcombe printed in 1998', (pass, total, low, high) => {
  const { lo, hi } = wilson(pass, total);
  expect(lo).toBeCloseTo(low, 4);
  expect(hi).toBeCloseTo(high, 4);
});
