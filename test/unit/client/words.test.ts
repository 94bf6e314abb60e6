// Words and formats: both languages whole, rates rounded once, times in the city's zone.
import { describe, expect, test } from '@jest/globals';
import { readBoardOptions } from '../../../client/options/boardOptions.js';
import { desk as enDesk } from '../../../client/words/en/desk.js';
import { en as enFirst } from '../../../client/words/en.js';
import { createFormat, minutesSeconds } from '../../../client/words/format.js';
import { desk as koDesk } from '../../../client/words/ko/desk.js';
import { ko as koFirst } from '../../../client/words/ko.js';

const ko = { ...koFirst, ...koDesk };
const en = { ...enFirst, ...enDesk };

function leaves(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}
const slots = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort();

describe('the words', () => {
  test('ask for the same values in both languages', () => {
    const english = new Map(leaves(en));
    for (const [key, text] of leaves(ko)) expect([key, slots(english.get(key) ?? '')]).toEqual([key, slots(text)]);
  });

  test('never speak of violations: a standard is met or not met', () => {
    expect(leaves(ko).filter(([, text]) => text.includes('위반'))).toEqual([]);
  });
});

describe('the formats', () => {
  const format = createFormat('ko', 'Asia/Seoul');
  const evening = Date.parse('2026-11-23T15:04:05Z');

  test('print a rate with one decimal and a count with its group sign', () => {
    expect(format.percent(979 / 1039)).toBe('94.2');
    expect(format.percent(1)).toBe('100.0');
    expect(format.percentShort(0.95)).toBe('95');
    expect(format.count(1104)).toBe('1,104');
  });

  test('show the time of the city and midnight as 00', () => {
    expect(format.clock(evening)).toBe('00:04');
    expect(format.clockSeconds(evening)).toBe('00:04:05');
    expect(format.hour(evening)).toBeCloseTo(4 / 60);
    expect(format.zone(evening)).toContain('표준시');
  });

  test('count a long call on in minutes', () => {
    expect(minutesSeconds(198.9)).toBe('3:18');
    expect(minutesSeconds(4_505)).toBe('75:05');
  });
});

test('the address of a board: known values are taken, others are left out', () => {
  expect(readBoardOptions('?page=day&department=tax&lang=en&theme=dark')).toEqual({
    page: 'day',
    department: 'tax',
    language: 'en',
    theme: 'dark',
  });
  expect(readBoardOptions('?page=x&lang=fr&theme=')).toEqual({
    page: undefined,
    department: undefined,
    language: undefined,
    theme: undefined,
  });
});
