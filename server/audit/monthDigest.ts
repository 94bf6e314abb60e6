// A month of the access record in one pass: totals, what was taken away, and odd patterns.
import type { AuditKind } from '../contract/audit.js';
import type { Collection } from '../storage/port.js';
import type { AuditEntry } from './auditEntry.js';
import { type AuditHead, noEntries } from './chain.js';
import type { Month } from './months.js';
import { isChanging, isReading, isTaking, type OddPattern } from './oddPattern.js';
import { detectManyReaders, detectOffHours } from './oddReadings.js';
import { detectLargeExports, detectManyUnmaskings, detectSignInAfterFailures, rowsOf } from './oddTakings.js';

export interface AccountTotals {
  account: string;
  count: number;
  read: number;
  taken: number;
  changed: number;
  lastAt: number;
}

export interface MonthDigest {
  entries: number;
  head: AuditHead;
  /** ms of the last entry; the month's beginning without any. */
  until: number;
  byKind: { kind: AuditKind; count: number }[];
  /** Most entries first. */
  byAccount: AccountTotals[];
  odd: OddPattern[];
  /** Downloads, exports and unmaskings, oldest first. */
  taken: AuditEntry[];
  takenMore: number;
}

/** Pages of a fold: large, but other work gets its turn in between. */
const perPage = 1_000;
/** More than anybody reads in one sitting. */
const mostTaken = 2_000;
/** What is usual is told from so long before the month, and from so many exports at most. */
const usualMs = 180 * 24 * 3_600_000;
const usualExports = 200;

async function earlierExports(entries: Collection<AuditEntry>, { from }: Month): Promise<number[]> {
  const range = { from: from - usualMs, to: from };
  const query = { index: 'byKind', equals: ['export'], range, order: 'descending', limit: usualExports } as const;
  return (await entries.list(query)).items.map(rowsOf);
}

/** @param through the last entry to be counted, for what was shown earlier. */
export async function digestMonth(
  entries: Collection<AuditEntry>,
  month: Month,
  timeZone: string,
  through = Number.POSITIVE_INFINITY,
): Promise<MonthDigest> {
  const detectors = [
    detectOffHours(timeZone),
    detectManyReaders(),
    detectManyUnmaskings(),
    detectSignInAfterFailures(),
    detectLargeExports(await earlierExports(entries, month)),
  ];
  const byKind = new Map<AuditKind, number>();
  const byAccount = new Map<string, AccountTotals>();
  const digest: MonthDigest = {
    entries: 0,
    head: noEntries,
    until: month.from,
    ...{ byKind: [], byAccount: [], odd: [], taken: [], takenMore: 0 },
  };

  function add(entry: AuditEntry): void {
    const { seq, hash, at, kind, account } = entry;
    digest.entries += 1;
    digest.head = { seq, hash };
    digest.until = at;
    byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
    const totals = byAccount.get(account) ?? { account, count: 0, read: 0, taken: 0, changed: 0, lastAt: at };
    totals.count += 1;
    totals.lastAt = at;
    if (isReading(entry)) totals.read += 1;
    if (isChanging(entry)) totals.changed += 1;
    byAccount.set(account, totals);
    for (const detector of detectors) detector.add(entry);
    if (!isTaking(entry)) return;
    totals.taken += 1;
    if (digest.taken.length < mostTaken) digest.taken.push(entry);
    else digest.takenMore += 1;
  }

  const range = { from: month.from, to: month.to };
  for (let after: string | null | undefined; after !== null; ) {
    const beyond = after === undefined ? {} : { after };
    const page = await entries.list({ index: 'byTime', range, limit: perPage, ...beyond });
    for (const entry of page.items) if (entry.seq <= through) add(entry);
    after = page.nextCursor;
  }
  digest.byKind = [...byKind].map(([kind, count]) => ({ kind, count }));
  digest.byAccount = [...byAccount.values()].sort((one, other) => other.count - one.count);
  digest.odd = detectors.flatMap((detector) => detector.found()).sort((one, other) => one.from - other.from);
  return digest;
}
