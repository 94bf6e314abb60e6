// The monthly review of the access record as people see it.
import type { AuditEntry } from '../audit/auditEntry.js';
import type { MonthDigest } from '../audit/monthDigest.js';
import type { Month } from '../audit/months.js';
import type { OddPattern } from '../audit/oddPattern.js';
import { type SignOff, signOffsOf, stateOf } from '../audit/signOffs.js';
import type { OddPatternView, ReviewMonthView, ReviewView, SignOffView } from '../contract/audit.js';
import type { Collection } from '../storage/port.js';
import { presentEntries } from './auditView.js';
import { toTime } from './verdictView.js';

function presentSignOff({ seq, account, at, note, entries, head, oddPatterns }: SignOff): SignOffView {
  return { seq, account, at: toTime(at), note, entries, head, oddPatterns };
}

function presentOdd({ from, to, ...odd }: OddPattern): OddPatternView {
  return { ...odd, from: toTime(from), to: toTime(to) };
}

export async function presentMonth(
  entries: Collection<AuditEntry>,
  month: Month,
  now: number,
): Promise<ReviewMonthView> {
  const [latest] = await signOffsOf(entries, month);
  const state = await stateOf(entries, month, latest, now);
  return { month: month.name, state, signedOff: latest ? presentSignOff(latest) : null };
}

export async function presentReview(
  entries: Collection<AuditEntry>,
  month: Month,
  digest: MonthDigest,
  now: number,
): Promise<ReviewView> {
  const { taken, odd, byAccount, until: _until, ...totals } = digest;
  const signOffs = await signOffsOf(entries, month);
  return {
    ...(await presentMonth(entries, month, now)),
    ...{ from: toTime(month.from), to: toTime(month.to) },
    ...totals,
    byAccount: byAccount.map(({ lastAt, ...counts }) => ({ ...counts, lastAt: toTime(lastAt) })),
    odd: odd.map(presentOdd),
    taken: await presentEntries(entries, taken),
    signOffs: signOffs.map(presentSignOff),
  };
}
