// What a caller of a closed office hears.
import { describe, expect, test } from '@jest/globals';
import { sayOpening } from '../../../server/routing/sayOpening.js';
import { cityHours } from '../../support/routedCity.js';

const lunch = { rule: 'together', span: { from: '12:00', to: '13:00' } } as const;
const say = (at: string) => sayOpening({ hours: null, lunch }, cityHours, Date.parse(`${at}+09:00`));

describe('a closed office', () => {
  test.each([
    ['2026-11-23T08:00:00', '다음 업무 시간은 오늘 오전 9시부터 오후 6시까지입니다.'],
    ['2026-11-23T18:00:00', '다음 업무 시간은 내일 오전 9시부터 오후 6시까지입니다.'],
    ['2026-11-27T19:00:00', '다음 업무 시간은 11월 30일 오전 9시부터 오후 6시까지입니다.'],
    // The eve of Chuseok is a Thursday.
    ['2026-09-24T10:00:00', '다음 업무 시간은 9월 28일 오전 9시부터 오후 6시까지입니다.'],
  ])('says at %s when it opens next', (at, sentence) => {
    expect(say(at)).toBe(`지금은 업무 시간이 아닙니다. ${sentence}`);
  });

  test('at lunch says when it is back', () => {
    expect(say('2026-11-23T12:30:00')).toBe('지금은 점심시간입니다. 오후 1시 이후에 다시 걸어 주시기 바랍니다.');
  });

  test('that never opens promises nothing', () => {
    const hours = [null, null, null, null, null, null, null];
    expect(sayOpening({ hours, lunch: null }, cityHours, 0)).toBe('지금은 업무 시간이 아닙니다.');
  });
});
