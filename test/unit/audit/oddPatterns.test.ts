// Odd patterns in a month of the access record: each is found at its limit, and not below it.
import { describe, expect, test } from '@jest/globals';
import type { AuditNote } from '../../../server/audit/auditEntry.js';
import { digestMonth, type MonthDigest } from '../../../server/audit/monthDigest.js';
import { monthOf } from '../../../server/audit/months.js';
import { auditInMemory, note, person, start, timeZone } from './auditFixture.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Told {
  /** ms after Tuesday 6 October 2026, 10:00 in Seoul. */
  after: number;
  who?: string;
  note?: Partial<AuditNote>;
}

async function digest(told: readonly Told[]): Promise<MonthDigest> {
  const { audit, entries, clock } = auditInMemory();
  for (const { after, who = 'kim', note: words } of told) {
    clock.advanceTo(start + after);
    await audit.by(person(who)).record(note(words));
  }
  return digestMonth(entries, monthOf(start + 20 * day, timeZone), timeZone);
}

const times = (count: number, told: (n: number) => Told) => Array.from({ length: count }, (_, n) => told(n));
const call = (n: number): Partial<AuditNote> => ({
  subject: { type: 'call', id: `CA${n}`, whose: null, departmentId: null },
});
const kim = 'kim@hanbit.example';

describe('a reviewer is shown', () => {
  test('three readings in one night, midnight within it, and not two', async () => {
    const atNight = (n: number) => ({ after: 12 * hour + n * 90 * minute, note: call(n) });
    expect((await digest(times(2, atNight))).odd).toEqual([]);
    expect((await digest(times(3, atNight))).odd).toEqual([
      {
        pattern: 'night-reading',
        account: kim,
        subject: null,
        from: start + 12 * hour,
        to: start + 15 * hour,
        count: 3,
        limit: 3,
        seqs: [1, 2, 3],
      },
    ]);
  });

  test('readings on a Saturday, and not the work of a Friday', async () => {
    const onDay = (days: number) => times(3, (n) => ({ after: days * day + n * minute, note: call(n) }));
    expect((await digest(onDay(3))).odd).toEqual([]);
    expect((await digest(onDay(4))).odd).toMatchObject([{ pattern: 'weekend-reading', count: 3 }]);
  });

  test('ten unmaskings of one account within an hour, as one pattern while they go on', async () => {
    const every = (apart: number, count: number) =>
      digest(times(count, (n) => ({ after: n * apart, note: { kind: 'unmask', ...call(n) } })));
    expect((await every(7 * minute, 20)).odd).toEqual([]);
    expect((await every(5 * minute, 9)).odd).toEqual([]);
    expect((await every(5 * minute, 12)).odd).toMatchObject([
      { pattern: 'many-unmaskings', account: kim, count: 12, limit: 10, from: start, to: start + 55 * minute },
    ]);
  });

  test('a call that five different people looked at', async () => {
    const by = (count: number) => digest(times(count * 2, (n) => ({ after: n, who: `p${n % count}` })));
    expect((await by(4)).odd).toEqual([]);
    expect((await by(5)).odd).toMatchObject([
      { pattern: 'subject-read-by-many', account: null, subject: { id: 'CA1' }, count: 5, seqs: [1, 2, 3, 4, 5] },
    ]);
  });

  test('a sign-in after five failures within an hour', async () => {
    const session = { type: 'session', id: null, whose: kim, departmentId: null } as const;
    const signIn: Told = { after: 30 * minute, note: { kind: 'sign-in', subject: session } };
    const failures = (count: number, apart: number) =>
      times(count, (n) => ({
        after: n * apart,
        who: 'nobody',
        note: { kind: 'sign-in-failed', subject: session },
      }));
    expect((await digest([...failures(4, minute), signIn])).odd).toEqual([]);
    expect((await digest([...failures(5, 20 * minute), { ...signIn, after: 90 * minute }])).odd).toEqual([]);
    expect((await digest([...failures(5, minute), signIn])).odd).toMatchObject([
      { pattern: 'sign-in-after-failures', account: kim, count: 5, seqs: [1, 2, 3, 4, 5, 6], to: start + 30 * minute },
    ]);
  });

  test('an export of three times the usual rows, the usual being the median of those before', async () => {
    const exported = (after: number, rows: number): Told => ({
      after,
      note: { kind: 'export', after: { rows }, subject: { type: 'audit', id: null, whose: null, departmentId: null } },
    });
    const { audit, entries, clock } = auditInMemory();
    // Three in October, two in November.
    const told = [exported(0, 400), exported(day, 500), exported(2 * day, 9_000)];
    told.push(exported(31 * day, 1_499), exported(32 * day, 1_500));
    for (const { after, note: words } of told) {
      clock.advanceTo(start + after);
      await audit.by(person('kim')).record(note(words));
    }
    const { odd } = await digestMonth(entries, monthOf(start + 31 * day, timeZone), timeZone);
    expect(odd).toMatchObject([{ pattern: 'large-export', account: kim, count: 1_500, limit: 1_500, seqs: [5] }]);
  });

  test('how much of each kind, by whom, and all that was taken away', async () => {
    const { entries, head, byKind, byAccount, taken, takenMore } = await digest([
      { after: 0 },
      { after: 1, who: 'lee', note: { kind: 'unmask', reason: '회신' } },
      { after: 2, who: 'lee', note: { kind: 'change' } },
      { after: 3, who: 'lee', note: { kind: 'export', reason: '감사' } },
      // The next month, in Seoul.
      { after: 26 * day },
    ]);
    expect({ entries, seq: head.seq, takenMore }).toEqual({ entries: 4, seq: 4, takenMore: 0 });
    expect(byKind).toEqual([
      { kind: 'view', count: 1 },
      { kind: 'unmask', count: 1 },
      { kind: 'change', count: 1 },
      { kind: 'export', count: 1 },
    ]);
    expect(byAccount).toEqual([
      { account: 'lee@hanbit.example', count: 3, read: 2, taken: 2, changed: 1, lastAt: start + 3 },
      { account: kim, count: 1, read: 1, taken: 0, changed: 0, lastAt: start },
    ]);
    expect(taken.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['unmask', '회신'],
      ['export', '감사'],
    ]);
  });
});
