import { expect, test } from '@jest/globals';
import { takeTurns, voiceLike } from '../../../scripts/simulate/speech/voiceLike.js';
import { measureCall } from '../../support/speech/measureCall.js';

test.each([0, 1_000, 3_000, 5_500])('the cheap voice is taken for speech that ends %i ms before the end', (pauseMs) => {
  const talkMs = 25_000;
  const { pause } = measureCall({ ...voiceLike(takeTurns(talkMs, pauseMs), talkMs), pause: pauseMs / 1000 });
  if (typeof pause === 'string') throw new Error(`No pause: ${pause}.`);
  expect(Math.abs(pause.ms - pauseMs)).toBeLessThan(300);
});
