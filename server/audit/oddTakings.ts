// Odd ways of taking data away, or of getting in: many unmaskings in an hour, a large export, a sign-in after failures.
import type { AuditEntry } from './auditEntry.js';
import { beginPattern, type Detector, extendPattern, type OddPattern } from './oddPattern.js';

const hourMs = 3_600_000;
/** Calling ten citizens back within an hour is more than one telephone can do. */
const unmaskingsAnHour = 10;
/** Someone who types a new password wrongly four times is tired; a guesser goes on. */
const failuresAnHour = 5;
/** Three times the usual, and never fewer than these. */
const timesUsual = 3;
const rowsAtLeast = 1_000;

/** Entries of the last hour, by whatever they are kept under. */
function lastHour() {
  const kept = new Map<string, AuditEntry[]>();
  return {
    /** With this one, oldest first. */
    add(place: string, entry: AuditEntry): AuditEntry[] {
      const recent = this.of(place, entry.at);
      recent.push(entry);
      kept.set(place, recent);
      return recent;
    },
    of: (place: string, at: number): AuditEntry[] => (kept.get(place) ?? []).filter((one) => one.at > at - hourMs),
    forget: (place: string) => kept.delete(place),
  };
}

function gather(
  pattern: OddPattern['pattern'],
  about: Pick<OddPattern, 'account' | 'subject'>,
  limit: number,
  [first, ...others]: readonly AuditEntry[],
): OddPattern[] {
  if (!first) return [];
  const found = beginPattern(pattern, about, limit, first);
  for (const entry of others) extendPattern(found, entry);
  return [found];
}

export function detectManyUnmaskings(): Detector {
  const recent = lastHour();
  const running = new Map<string, OddPattern>();
  const all: OddPattern[] = [];
  return {
    add(entry) {
      if (entry.kind !== 'unmask') return;
      const { account } = entry;
      const unmaskings = recent.add(account, entry);
      if (unmaskings.length < unmaskingsAnHour) {
        running.delete(account);
        return;
      }
      const known = running.get(account);
      if (known) return extendPattern(known, entry);
      for (const found of gather('many-unmaskings', { account, subject: null }, unmaskingsAnHour, unmaskings)) {
        running.set(account, found);
        all.push(found);
      }
    },
    found: () => all,
  };
}

/** Failures are told of the account that was tried, whoever tried. */
const triedAccount = ({ account, subject }: AuditEntry) => (subject.whose ?? account).toLowerCase();

export function detectSignInAfterFailures(): Detector {
  const failures = lastHour();
  const all: OddPattern[] = [];
  return {
    add(entry) {
      if (entry.kind === 'sign-in-failed') failures.add(triedAccount(entry), entry);
      if (entry.kind !== 'sign-in') return;
      const account = entry.account.toLowerCase();
      const before = failures.of(account, entry.at);
      failures.forget(account);
      if (before.length < failuresAnHour) return;
      const found = gather('sign-in-after-failures', { account, subject: entry.subject }, failuresAnHour, before);
      // The failures are counted; the entry that got in belongs to the evidence.
      for (const one of found) extendPattern(one, entry, 0);
      all.push(...found);
    },
    found: () => all,
  };
}

/** Rows that an export's entry says it held; 0 where it says nothing. */
export function rowsOf({ after }: Pick<AuditEntry, 'after'>): number {
  const rows: unknown = after && Reflect.get(after, 'rows');
  return typeof rows === 'number' ? rows : 0;
}

/** @param earlier rows of the exports before; their median is what is usual. */
export function detectLargeExports(earlier: readonly number[]): Detector {
  const sorted = [...earlier].sort((one, other) => one - other);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const limit = Math.max(rowsAtLeast, usual * timesUsual);
  const all: OddPattern[] = [];
  return {
    add(entry) {
      const rows = rowsOf(entry);
      if (entry.kind !== 'export' || rows < limit) return;
      const { account, subject } = entry;
      all.push({ ...beginPattern('large-export', { account, subject }, limit, entry), count: rows });
    },
    found: () => all,
  };
}
