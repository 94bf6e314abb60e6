// Verdicts against calls whose whole truth is known: whatever is lost, a decided word never contradicts the truth.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { judgeCall } from '../../../server/verdict/judgeCall.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { type Truth, trueCalls } from '../../support/trueCalls.js';

// One seed: a rare schedule found elsewhere becomes a test of its own, not a run that fails by chance.
const [runs, seed] = [1500, 333];
const rule = ruleFor('ulsan', 'KR');

function judge(root: string, events: readonly CallEvent[]) {
  const call = replay(root, events);
  return { call, ...judgeCall(call, rule) };
}

/** Says what is wrong, or nothing. */
function wrongs(truth: Truth, { call, verdict }: ReturnType<typeof judge>): string[] {
  const { ring, talk } = verdict;
  const isAnswered = truth.disposition === 'answered';
  const checks: [string, boolean][] = [
    ['ring pass', ring.result === 'pass' && !(truth.ring !== null && truth.ring < 6)],
    ['ring fail', ring.result === 'fail' && !(truth.ring !== null && truth.ring >= 6)],
    ['talk pass', talk.result === 'pass' && !(truth.talk !== null && truth.talk <= 180)],
    ['talk fail', talk.result === 'fail' && !(truth.talk !== null && truth.talk > 180)],
    ['answered', call.disposition === 'answered' && !isAnswered],
    ['hand-overs', call.transferCount > truth.handOvers],
    ['cover', call.cover !== null && call.cover.answeredOfficialId !== truth.firstOfficialId],
    ['hung up', call.hungUpFirst !== null && call.hungUpFirst !== truth.hungUpFirst],
    ['overall', verdict.overall === 'pass' && !isAnswered],
  ];
  return checks.flatMap(([name, isWrong]) => (isWrong ? [name] : []));
}

test(
  `no decided word contradicts the truth, whatever is lost: ${runs} calls`,
  () => {
    let decided = 0;
    fc.assert(
      fc.property(trueCalls, ({ root, truth, survivors }) => {
        const judged = judge(root, survivors);
        expect(wrongs(truth, judged)).toEqual([]);
        if (judged.verdict.ring.result === 'pass' || judged.verdict.ring.result === 'fail') decided += 1;
      }),
      { numRuns: runs, seed },
    );
    expect(decided).toBeGreaterThan(runs / 20);
  },
  runs * 10 + 20_000,
);

test(
  `with every event there, and away from the limits, each word is decided: ${runs} calls`,
  () => {
    fc.assert(
      fc.property(trueCalls, ({ root, truth, events }) => {
        const judged = judge(root, events);
        const { call, verdict } = judged;
        expect(wrongs(truth, judged)).toEqual([]);
        expect(verdict.final).toBe(true);
        if (truth.disposition !== 'answered') {
          expect(call.disposition === 'answered').toBe(false);
          expect(verdict.overall).toBe('not-applicable');
          return;
        }
        if (!truth.isWinnerTold) return;
        expect(call).toMatchObject({
          disposition: 'answered',
          transferCount: truth.handOvers,
          hungUpFirst: truth.hungUpFirst,
        });
        const [ring, talk] = [truth.ring ?? 0, truth.talk ?? 0];
        if (truth.isRingingTold && Math.abs(ring - 6) > 1) expect(verdict.ring.result).toBe(ring < 6 ? 'pass' : 'fail');
        if (Math.abs(talk - 180) > 1) expect(verdict.talk.result).toBe(talk <= 180 ? 'pass' : 'fail');
      }),
      { numRuns: runs, seed },
    );
  },
  runs * 10 + 20_000,
);
