// From counts to printed figures, with the formulas of DESIGN.md, "Figures, exactly". Rates stay unrounded; the screen rounds once.
import type { ClauseFigures, Figures } from '../contract/metricsView.js';
import type { ClauseName } from '../contract/result.js';
import type { Counter } from './contribution.js';
import type { Tally } from './tally.js';

/** null where there is nothing to divide by: "no calls" is not "0 %". */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function clauseFigures(count: (counter: Counter) => number, clause: ClauseName): ClauseFigures {
  const [pass, fail, uncertain] = [count(`${clause}.pass`), count(`${clause}.fail`), count(`${clause}.uncertain`)];
  const decided = pass + fail + uncertain;
  return {
    pass,
    fail,
    uncertain,
    unmeasured: count(`${clause}.unmeasured`),
    notApplicable: count(`${clause}.notApplicable`),
    withoutEvidence: count(`${clause}.withoutEvidence`),
    judged: pass + fail,
    rate: share(pass, pass + fail),
    band: decided === 0 ? null : { lo: pass / decided, hi: (pass + uncertain) / decided },
  };
}

function seconds(sumMs: number, over: number): number | null {
  return over === 0 ? null : sumMs / over / 1000;
}

/** Not by spreading: a busy day has more waits than a call has room for arguments. */
function longest(waits: Iterable<number>): number {
  let most = 0;
  for (const wait of waits) most = Math.max(most, wait);
  return most;
}

export function figuresOf({ counters, waits }: Tally, serviceLevelSeconds: number): Figures {
  const count = (counter: Counter) => counters.get(counter) ?? 0;
  const offered = count('offered');
  const answered = count('disposition.answered');
  const allPass = count('allThree.pass');
  const judged = count('allThree.judged');
  return {
    offered,
    answered,
    answerRate: share(answered, offered),
    dispositions: {
      answered,
      abandoned: count('disposition.abandoned'),
      shortAbandoned: count('disposition.short-abandoned'),
      noAnswer: count('disposition.no-answer'),
      busy: count('disposition.busy'),
      voicemail: count('disposition.voicemail'),
      closed: count('disposition.closed'),
      failed: count('disposition.failed'),
    },
    serviceLevel: {
      thresholdSeconds: serviceLevelSeconds,
      within: count('wait.within'),
      offered,
      rate: share(count('wait.within'), offered),
    },
    averageWaitSeconds: seconds(count('wait.ms'), count('wait.count')),
    longestWaitSeconds: waits.size === 0 ? null : longest(waits.keys()) / 1000,
    averageTalkSeconds: seconds(count('talk.ms'), count('talk.count')),
    transfers: {
      handOvers: count('handOvers'),
      calls: count('transferred'),
      rate: share(count('transferred'), answered),
      lost: count('lostInTransfer'),
    },
    firstContact: { count: count('firstContact'), answered, rate: share(count('firstContact'), answered) },
    ring: clauseFigures(count, 'ring'),
    talk: clauseFigures(count, 'talk'),
    closing: clauseFigures(count, 'closing'),
    beforeThirdRing: { count: count('beforeThirdRing'), offered, rate: share(count('beforeThirdRing'), offered) },
    lateAndLost: count('lateAndLost'),
    allThree: {
      pass: allPass,
      judged,
      rate: share(allPass, judged),
      range: answered === 0 ? null : { lo: allPass / answered, hi: (answered - count('allThree.failed')) / answered },
      answered,
    },
    ringCounts: [count('rings.0'), count('rings.1'), count('rings.2'), count('rings.3'), count('rings.4')],
    ringCountUnknown: count('rings.unknown'),
  };
}
