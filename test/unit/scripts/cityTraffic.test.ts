import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildDemoCity } from '../../../scripts/demo/demoCity.js';
import { arrivalRate, departmentCallsPerDay, departmentRing } from '../../../scripts/simulate/cityModel.js';
import { drawCallPlan, type Mode, modes } from '../../../scripts/simulate/drawCallPlan.js';
import type { PlannedRequest } from '../../../scripts/simulate/planCall.js';
import { createRandom } from '../../../scripts/simulate/random.js';
import { playAgainstProduct, value } from './exampleProduct.js';

const { lines } = buildDemoCity();
const draw = (seed: string, only: readonly Mode[] = modes) =>
  drawCallPlan(createRandom(seed), { lines, modes: new Set(only), lunch: false });
const terminal = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];
const status = ({ fields }: PlannedRequest) => value(fields, 'CallStatus') ?? '';

describe("a city's calls", () => {
  test('the same seed makes the same call and the same requests', async () => {
    expect(draw('one')).toEqual(draw('one'));
    expect(await playAgainstProduct(draw('one'))).toEqual(await playAgainstProduct(draw('one')));
    expect(draw('one').sid).not.toBe(draw('two').sid);
  });

  test('every leg counts its events from 0, goes forward in time, and ends exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (seed) => {
        const { requests, outcome } = await playAgainstProduct(draw(seed));
        const statuses = requests.filter(({ url }) => url.includes('/voice/status'));
        for (const { sid } of [outcome, ...outcome.legs]) {
          const own = statuses.filter((request) => request.sid === sid);
          expect(own.map(({ fields }) => value(fields, 'SequenceNumber'))).toEqual(own.map((_one, at) => String(at)));
          expect(own.map(({ at }) => at)).toEqual(own.map(({ at }) => at).sort((a, b) => a - b));
          expect(own.filter((request) => terminal.includes(status(request)))).toHaveLength(1);
          expect(terminal).toContain(status(own.at(-1) ?? own[0] ?? fail()));
        }
        expect(outcome.warnings).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('the truth agrees with the requests: ring, talk and who answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (seed) => {
        const { requests, outcome } = await playAgainstProduct(draw(seed));
        const people = outcome.legs.filter(({ answer }) => answer === 'human');
        expect(outcome.end === 'answered').toBe(people.length > 0);
        const [first] = people;
        if (!first || outcome.waitMs === null) return;
        const answered = requests.find((request) => request.sid === first.sid && status(request) === 'in-progress');
        const bell = requests.find((request) => status(request) === 'ringing' && request.url.includes('/status'));
        expect(outcome.waitMs).toBe((answered?.at ?? 0) - outcome.startedAt);
        expect(outcome.ringMs).toBe((answered?.at ?? 0) - (bell?.at ?? 0));
        const ends = requests.filter((request) => people.some(({ sid }) => sid === request.sid));
        expect(outcome.talkMs).toBe((ends.at(-1)?.at ?? 0) - (answered?.at ?? 0));
        const taken = outcome.transfers.filter((transfer) => transfer.answered);
        expect(people).toHaveLength(1 + taken.length);
      }),
      { numRuns: 300 },
    );
  });

  test('rings as Daegu measured in 1998: 74 % before 6 s, 92 % before 9 s', () => {
    const random = createRandom('rings');
    const rings = Array.from({ length: 20_000 }, () => random.lognormal(departmentRing.median, departmentRing.sigma));
    const share = (limit: number) => rings.filter((seconds) => seconds < limit).length / rings.length;
    expect(share(6)).toBeCloseTo(0.743, 1.5);
    expect(share(9)).toBeCloseTo(0.919, 1.5);
  });

  test('Monday at ten is the peak, Sunday and night are silent', () => {
    const perHour = (hour: number, weekday: number) => arrivalRate(hour, weekday, departmentCallsPerDay) * 3_600;
    expect(perHour(10, 1)).toBeCloseTo(4_320 * 1.12 * (100 / 673.9), 6);
    expect(perHour(12, 1)).toBeLessThan(perHour(11, 1) / 2);
    expect([perHour(10, 7), perHour(3, 1)]).toEqual([0, 0]);
  });

  test('a city of one kind of call makes only that', async () => {
    const ends = async (only: readonly Mode[]) => {
      const calls = Array.from({ length: 60 }, (_one, at) => playAgainstProduct(draw(`${at}`, only)));
      return new Set((await Promise.all(calls)).map(({ outcome }) => outcome.end));
    };
    expect(await ends(['busy'])).toEqual(new Set(['busy']));
    expect(await ends(['answered'])).toEqual(new Set(['answered']));
    expect(await ends(['machine'])).toEqual(new Set(['machine']));
    expect(await ends(['failed'])).toEqual(new Set(['failed']));
  });

  test('odd callers come as they are: withheld, keypad words, clients, branches, without any geography', async () => {
    const odd = Array.from({ length: 3_000 }, (_one, at) => draw(`odd ${at}`)).filter(({ from, geo, extraFields }) => {
      return !from.startsWith('+82100') || geo !== 'country' || extraFields.length > 0;
    });
    const senders = new Set(odd.map(({ from }) => from.replace(/^\+82100.*/, 'mobile')));
    expect(senders).toEqual(
      new Set(['mobile', 'anonymous', '', '+266696687', 'client:kiosk-lobby', 'sip:welfare@branch.hanbit.example']),
    );
    expect(odd.length / 3_000).toBeCloseTo(0.02, 1.5);
    const bare = odd.find(({ geo }) => geo === 'none');
    const [voice] = bare ? (await playAgainstProduct(bare)).requests : [];
    expect(voice?.fields.some(([name]) => name.endsWith('Country'))).toBe(false);
  });

  test('no number of the city or its callers belongs to a real office or person', () => {
    for (let at = 0; at < 500; at += 1) {
      const { from, to } = draw(`numbers ${at}`);
      expect(to).toMatch(/^\+8231000\d{4}$/);
      if (from.startsWith('+8210')) expect(from).toMatch(/^\+82100\d{7}$/);
    }
  });
});

function fail(): never {
  throw new Error('The leg has no events.');
}
