// The access record's pure parts: what changed, which days a search means, and how it is kept in an address.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditAddress, readAuditFilter } from '../../../client/views/audit/auditFilter.js';
import { changedFields } from '../../../client/views/audit/changedFields.js';
import { dayAfter, dayOf, daysAsPeriod, startOfDay } from '../../../client/views/audit/cityDay.js';
import { hashGroups } from '../../../client/views/audit/hashGroups.js';
import { auditKinds } from '../../../client/views/audit/kinds.js';
import { auditKinds as contractKinds } from '../../../server/contract/audit.js';

describe('what an entry changed', () => {
  test('is told field by field, from the outside in', () => {
    const before = { role: 'official', lunch: { rule: 'none' }, deputies: ['a'], email: 'x' };
    const after = {
      role: 'supervisor',
      lunch: { rule: 'shifts', span: { from: '12:00' } },
      deputies: ['a'],
      email: 'x',
    };
    expect(changedFields(before, after)).toEqual([
      { path: ['role'], before: 'official', after: 'supervisor' },
      { path: ['lunch', 'rule'], before: 'none', after: 'shifts' },
      { path: ['lunch', 'span', 'from'], before: undefined, after: '12:00' },
    ]);
  });

  test('is everything of a document that is new or gone', () => {
    expect(changedFields(null, { name: 'a', hours: [null, { from: '9' }] })).toEqual([
      { path: ['name'], before: undefined, after: 'a' },
      { path: ['hours', '1'], before: undefined, after: null },
      { path: ['hours', '2', 'from'], before: undefined, after: '9' },
    ]);
    expect(changedFields({ name: 'a' }, null)).toEqual([{ path: ['name'], before: 'a', after: undefined }]);
  });

  test('is nothing for a document that stayed as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
        expect(changedFields(document, structuredClone(document))).toEqual([]);
      }),
    );
  });
});

describe('days of the city', () => {
  test('begin at its own midnight', () => {
    expect(new Date(startOfDay('2026-11-23', 'Asia/Seoul')).toISOString()).toBe('2026-11-22T15:00:00.000Z');
    expect(dayOf(Date.parse('2026-11-22T15:00:00Z'), 'Asia/Seoul')).toBe('2026-11-23');
    expect(dayOf(Date.parse('2026-11-22T14:59:59Z'), 'Asia/Seoul')).toBe('2026-11-22');
  });

  test('are 23 and 25 hours long where clocks change', () => {
    const hours = (day: string) =>
      (startOfDay(dayAfter(day), 'Europe/Berlin') - startOfDay(day, 'Europe/Berlin')) / 3_600_000;
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-23')]).toEqual([23, 25, 24]);
  });

  test('make a period that holds its last day whole', () => {
    expect(daysAsPeriod('2026-12-31', '2026-12-31', 'Asia/Seoul')).toEqual({
      from: '2026-12-30T15:00:00.000Z',
      to: '2026-12-31T15:00:00.000Z',
    });
    expect(daysAsPeriod('', '', 'Asia/Seoul')).toEqual({ from: null, to: null });
  });
});

describe('a search', () => {
  test('is the same after it went through an address', () => {
    const filter = fc.record({
      account: fc.constantFrom('', 'tax.head@hanbit.example', '1층 & 로비'),
      subject: fc.constantFrom('', 'CA1f0c', '+8225552041'),
      kind: fc.constantFrom('' as const, ...auditKinds),
      from: fc.constantFrom('', '2026-10-01'),
      to: fc.constantFrom('', '2026-10-31'),
      marked: fc.array(fc.integer({ min: 1, max: 1e9 }), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(filter, (searched) => {
        const { searchParams } = new URL(auditAddress(searched), 'http://here');
        expect(readAuditFilter(searchParams)).toEqual(searched);
      }),
    );
  });

  test('leaves out what an address cannot mean', () => {
    const read = readAuditFilter(new URLSearchParams('kind=x&from=2026-13-01&to=tomorrow&marked=1.x.-3.4'));
    expect(read).toMatchObject({ kind: '', from: '', to: '', marked: [1, 4] });
  });

  test('offers every kind of entry that there is', () => {
    expect(auditKinds).toEqual([...contractKinds]);
  });
});

test('a check value is read in groups of four, and none of it is lost', () => {
  expect(hashGroups('mQ3xT8bLkW')).toEqual(['mQ3x', 'T8bL', 'kW']);
  expect(hashGroups('')).toEqual([]);
});
