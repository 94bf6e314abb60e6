import { describe, expect, test } from '@jest/globals';
import type { LunchRule, Week } from '../../../server/contract/directory.js';
import type { Official } from '../../../server/directory/directory.js';
import { isOpenAt, localTime, presenceOf, workingWeek } from '../../../server/directory/presence.js';
import { readLunchRule, readSpan, readWeek } from '../../../server/directory/readHours.js';

const day = { from: '09:00', to: '18:00' };
const city = workingWeek(day);
const noon = { from: '12:00', to: '13:00' };
const together: LunchRule = { rule: 'together', span: noon };
const shifts: LunchRule = { rule: 'shifts', span: noon };
type Person = Pick<Official, 'hours' | 'lunch' | 'lunchDuty'>;
const usual: Person = { hours: null, lunch: null, lunchDuty: false };
/** 2026-11-23 is a Monday; Seoul is 9 hours ahead of UTC. */
const at = (text: string) => localTime(Date.parse(`${text}+09:00`), { timeZone: 'Asia/Seoul' });
const monday = (time: string) => at(`2026-11-23T${time}`);

describe('hours in a cell', () => {
  const late = { from: '09:00', to: '20:00' };
  test.each<[string, Week]>([
    ['mon-fri 09:00-18:00', city],
    ['월-금 9:00~18:00', city],
    ['Mon-Fri 09:00-18:00; tue 09:00-20:00', [day, late, day, day, day, null, null]],
    ['월,수 09:00-18:00', [day, null, day, null, null, null, null]],
    ['월~일 09:00-18:00; 토,일 휴무', city],
    ['sat-mon 09:00-18:00', [day, null, null, null, null, day, day]],
    ['sun 00:00-24:00', [null, null, null, null, null, null, { from: '00:00', to: '24:00' }]],
  ])('%s', (text, week) => {
    expect(readWeek(text)).toEqual(week);
  });

  test.each([
    '',
    ';',
    'always',
    'mon',
    'mon 18:00-09:00',
    'mon 09:00-25:00',
    'mon,day 09:00-18:00',
    'mon 9-18',
    'mon-tue-wed 09:00-18:00',
  ])('"%s" is refused', (text) => {
    expect(readWeek(text)).toBeUndefined();
  });

  test('a lunch rule is one word and, unless there is no lunch, its time', () => {
    expect(readLunchRule('together 12:00-13:00')).toEqual(together);
    expect(readLunchRule('교대 12:00 ~ 13:00')).toEqual(shifts);
    expect(readLunchRule('없음')).toEqual({ rule: 'none' });
    expect(['none 12:00-13:00', 'together', 'shifts noon', 'apart 12:00-13:00'].map(readLunchRule)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
    expect([readSpan('12:00'), readSpan('12:00-13:00-14:00'), readSpan('13:00-13:00')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a department is open', () => {
  const open = (time: string, rules: { hours: Week | null; lunch: LunchRule | null }, people = [usual]) =>
    isOpenAt(rules, people, city, monday(time));

  test('from the first minute of its hours to the last, local time', () => {
    const rules = { hours: null, lunch: null };
    expect(['08:59:59', '09:00:00', '17:59:59', '18:00:00'].map((time) => open(time, rules))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isOpenAt(rules, [usual], city, at('2026-11-22T10:00:00'))).toBe(false);
    expect(
      isOpenAt(rules, [usual], city, localTime(Date.parse('2026-11-23T00:30:00Z'), { timeZone: 'Asia/Seoul' })),
    ).toBe(true);
    expect(isOpenAt(rules, [usual], city, localTime(Date.parse('2026-11-23T00:30:00Z'), { timeZone: 'UTC' }))).toBe(
      false,
    );
  });

  test('by its own hours where it has them, up to midnight', () => {
    const hours: Week = [{ from: '20:00', to: '24:00' }, null, null, null, null, null, null];
    const rules = { hours, lunch: null };
    expect([open('10:00', rules), open('23:59:59', rules)]).toEqual([false, true]);
    expect(isOpenAt(rules, [usual], city, at('2026-11-24T00:00:00'))).toBe(false);
  });

  test('over lunch unless everybody eats together', () => {
    const times = ['11:59', '12:00', '12:59', '13:00'];
    const overLunch = (lunch: LunchRule | null, people = [usual]) =>
      times.map((time) => open(`${time}:00`, { hours: null, lunch }, people));
    expect(overLunch(together)).toEqual([true, false, false, true]);
    expect(overLunch(together, [usual, { ...usual, lunchDuty: true }])).toEqual([true, true, true, true]);
    const later = { ...usual, lunch: { from: '12:30', to: '13:30' } };
    expect(overLunch(together, [usual, later])).toEqual([true, true, false, true]);
    for (const lunch of [shifts, { rule: 'none' } as const, null]) {
      expect(overLunch(lunch)).toEqual([true, true, true, true]);
    }
  });
});

describe('an official is', () => {
  const presence = (time: string, own: Partial<Person>, lunch: LunchRule = together) =>
    presenceOf({ ...usual, ...own }, { hours: null, lunch }, city, monday(time));

  test('at lunch with the department, unless on duty', () => {
    expect([presence('12:30', {}), presence('12:30', { lunchDuty: true }), presence('12:30', {}, shifts)]).toEqual([
      'lunch',
      'present',
      'present',
    ]);
  });

  test('at lunch in an own time, and then not with the others', () => {
    const own = { lunch: { from: '13:00', to: '14:00' } };
    expect([presence('12:30', own), presence('13:30', own), presence('13:30', own, shifts)]).toEqual([
      'present',
      'lunch',
      'lunch',
    ]);
  });

  test('away outside of the own hours, whatever the department’s are', () => {
    const mornings: Week = [{ from: '07:00', to: '11:00' }, null, null, null, null, null, null];
    expect([
      presence('08:00', { hours: mornings }),
      presence('11:00', { hours: mornings }),
      presence('08:00', {}),
    ]).toEqual(['present', 'away', 'away']);
  });
});
