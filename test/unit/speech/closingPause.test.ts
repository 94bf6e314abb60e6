// The silence before the receiver went down, on calls whose last word is known to the hundredth of a second.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../../../scripts/simulate/random.js';
import { makeNoisyCall } from '../../../scripts/simulate/speech/noisyCall.js';
import { measureSpeech } from '../../../server/speech/closingPause.js';
import { findSpeech } from '../../../server/speech/findSpeech.js';
import { createTrack } from '../../../server/speech/track.js';
import { buildChild } from '../../storage/embedded/writingProcess.js';
import { quantile, report } from '../../support/report.js';
import { framesOf, measureCall } from '../../support/speech/measureCall.js';
import type { Measured } from '../../support/speech/pauseErrors.js';

/** Calls of each of three kinds of noise at each of three strengths. */
const each = Number(process.env['PROVE_PAUSES'] ?? 1);
const quiet = { kind: 'line', signalToNoise: 30, speakers: [{ voice: 'ko', wordsPerMinute: 165 }] } as const;
const oneCall = () => makeNoisyCall({ ...quiet, random: createRandom('one call').next });

/** In a process of its own: a test runner's modules are twenty times slower at arithmetic. */
async function measureApart(): Promise<Measured[]> {
  const child = await buildChild(new URL('../../support/speech/pausesChild.ts', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [child.file, String(each)], {
      maxBuffer: 10_000_000,
    });
    return JSON.parse(stdout) as Measured[];
  } finally {
    await child.discard();
  }
}

function tell(
  name: string,
  measured: readonly Measured[],
): { median: number; most: number; within: (s: number) => number } {
  const errors = measured.flatMap(({ error }) => (error === null ? [] : [Math.abs(error)]));
  const [median, most] = [quantile(errors, 0.5), quantile(errors, 0.95)];
  const unsure = measured.filter(({ isUncertain }) => isUncertain).length;
  report(
    `closing pause at ${name}`,
    `${measured.length} calls, median error ${median.toFixed(3)} s, 95 % within ${most.toFixed(2)} s, ${unsure} called uncertain`,
  );
  const within = (seconds: number) =>
    measured.filter(({ error, isUncertain }) => isUncertain || (error !== null && Math.abs(error) <= seconds)).length /
    measured.length;
  return { median, most, within };
}

describe('the closing pause', () => {
  test(`is within its promise in hiss, hum and babble: ${each * 9} calls`, async () => {
    const measured = await measureApart();
    const at = (decibels: number) => measured.filter(({ signalToNoise }) => signalToNoise === decibels);
    const clear = tell('30 and 20 dB', [...at(30), ...at(20)]);
    const noisy = tell('10 dB', at(10));
    expect(
      quantile(
        measured.flatMap(({ error }) => (error === null ? [] : [Math.abs(error)])),
        0.5,
      ),
    ).toBeLessThan(0.15);
    expect(clear.most).toBeLessThanOrEqual(0.3);
    expect(measured.filter(({ signalToNoise, error }) => signalToNoise > 10 && error === null)).toEqual([]);
    expect(noisy.within(0.6)).toBeGreaterThanOrEqual(0.95);
    // What the verdict rests on: the bounds, rather than the number.
    expect(measured.filter(({ isInside }) => isInside).length / measured.length).toBeGreaterThanOrEqual(0.98);
  }, 600_000);

  test('has no number when one side is missing, or ended before the other', () => {
    const call = oneCall();
    const [official, citizen] = [framesOf(call.official), framesOf(call.citizen)];
    expect(measureSpeech(official, undefined).pause).toBe('track-missing');
    expect(measureSpeech(undefined, undefined).pause).toBe('track-missing');
    const early = framesOf(call.citizen.subarray(0, call.citizen.length - 8_000));
    expect(measureSpeech(official, early).pause).toBe('track-missing');
    expect(measureSpeech(official, citizen).pause).toMatchObject({ isNoisy: false });
  });

  test('has no number when a second of its end never arrived, and has one when it was lost long before', () => {
    const { official, citizen } = oneCall();
    const withGap = (from: number) => {
      const track = createTrack();
      for (let at = 0; at < citizen.length; at += 160) {
        if (at < from || at >= from + 8_000) track.add(at / 8, citizen.subarray(at, at + 160));
      }
      track.close();
      return track.frames();
    };
    expect(measureSpeech(framesOf(official), withGap(citizen.length - 40_000)).pause).toBe('track-missing');
    const early = measureSpeech(framesOf(official), withGap(8_000));
    expect(early.endMs).toBe(measureCall({ official, citizen, pause: 0 }).endMs);
    expect(early.pause).toMatchObject({ isNoisy: false });
  });

  test('finds no voice in a line that only hisses, hums or is silent', () => {
    const random = createRandom('noise').next;
    const still = new Uint8Array(160_000).fill(0xff);
    const hiss = still.map(() => 0xc0 + Math.floor(random() * 32));
    for (const sound of [still, hiss]) {
      expect(findSpeech(framesOf(sound)).segments).toEqual([]);
      expect(measureSpeech(framesOf(sound), framesOf(sound)).pause).toBe('no-speech');
    }
  });

  test('does not take a click for a word', () => {
    const { official, citizen } = oneCall();
    const before = measureCall({ official, citizen, pause: 0 }).pause;
    const clicked = official.slice();
    clicked.fill(0x80, clicked.length - 800, clicked.length - 640);
    expect(measureSpeech(framesOf(clicked), framesOf(citizen)).pause).toEqual(before);
  });
});
