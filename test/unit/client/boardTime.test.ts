// Age and staleness of the data, and where the clocks of calls stop.
import { describe, expect, test } from '@jest/globals';
import { boardTime } from '../../../client/state/boardTime.js';

describe('the time of a board', () => {
  test('is connecting before the first message', () => {
    expect(boardTime({ at: null, offset: 0 }, 5_000)).toEqual({
      wall: 5_000,
      board: 5_000,
      ageMs: null,
      connection: 'connecting',
    });
  });

  test('is live up to 4.4 s of silence and stale before 5 s', () => {
    expect(boardTime({ at: 10_000, offset: 0 }, 14_400).connection).toBe('live');
    expect(boardTime({ at: 10_000, offset: 0 }, 14_900).connection).toBe('stale');
  });

  test('measures age by the clock of the server, not of the browser', () => {
    expect(boardTime({ at: 10_000, offset: 3_600_000 }, 3_612_000)).toMatchObject({ wall: 12_000, ageMs: 2_000 });
  });

  test('stops the clocks of calls when the data stop, while the wall clock goes on', () => {
    const time = boardTime({ at: 10_000, offset: 0 }, 70_000);
    expect(time.wall).toBe(70_000);
    expect(time.board).toBe(14_500);
  });
});
