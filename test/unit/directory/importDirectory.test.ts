import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditNote } from '../../../server/audit/auditEntry.js';
import { type DirectoryParts, readDirectory } from '../../../server/directory/changeDirectory.js';
import { directoryRecords } from '../../../server/directory/directoryRecord.js';
import { editDepartment, editOfficial } from '../../../server/directory/editDirectory.js';
import { type ImportOptions, importDirectory } from '../../../server/directory/importDirectory.js';
import { manualClock } from '../../support/manualClock.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';
import { file, row, wideFile } from './directoryFiles.js';

const start = Date.parse('2026-11-23T01:00:00Z');
const tax2 = 'tax-2,세무2과,Tax 2,경제재정국';
const three = [
  row('031-000-2001', 'sip:1@desk.example', 'a'),
  row('031-000-2002', 'sip:2@desk.example', 'b'),
  row('031-000-2003', 'sip:3@desk.example', 'c', tax2),
];
const nothing = { added: 0, changed: 0, moved: 0, removed: 0, unchanged: 0 };

describe.each(storeLanes())('$title an import', (lane) => {
  let opened: OpenedLane;
  let parts: DirectoryParts;
  let notes: AuditNote[];
  let clock: ReturnType<typeof manualClock>;
  beforeEach(async () => {
    opened = await lane.open([directoryRecords]);
    clock = manualClock(start);
    notes = [];
    const trail: DirectoryParts['trail'] = {
      async change(note, write) {
        notes.push(note);
        return write();
      },
    };
    parts = { records: opened.store.collection(directoryRecords), clock, trail };
  });
  afterEach(() => opened.dispose());

  const take = (bytes: Uint8Array, options: Partial<ImportOptions> = {}) =>
    importDirectory(parts, bytes, { dryRun: false, reason: null, ...options });
  const stored = () => readDirectory(parts.records);

  test('is one write with one entry in the access record: counts, the file’s hash and the reason', async () => {
    const report = await take(file(...three), { reason: '정기 인사' });
    expect(report).toMatchObject({ rows: 3, revision: 1, problems: [] });
    expect(report.counts).toEqual({
      departments: { ...nothing, added: 2 },
      officials: { ...nothing, added: 3 },
      lines: { ...nothing, added: 3 },
    });
    expect(report.fileHash).toMatch(/^[0-9a-f]{64}$/);
    expect(report.changes.find(({ what, id }) => what === 'official' && id === 'c')).toMatchObject({
      line: 4,
      kind: 'added',
    });
    expect(notes).toEqual([
      {
        kind: 'change',
        subject: { type: 'directory', id: null, whose: null, departmentId: null },
        task: 'directory.import',
        reason: '정기 인사',
        before: { revision: 0, departments: 0, officials: 0, lines: 0 },
        after: { fileHash: report.fileHash, rows: 3, ...report.counts },
        target: { collection: 'directory', id: 'current', revision: 1 },
      },
    ]);
    expect((await stored()).revision).toBe(1);
  });

  test('of the same file again changes nothing and writes nothing', async () => {
    await take(file(...three));
    const before = await stored();
    clock.advance(60_000);
    const report = await take(file(...three));
    expect(report).toMatchObject({ revision: 1, changes: [] });
    expect(report.counts.officials).toEqual({ ...nothing, unchanged: 3 });
    expect(notes).toHaveLength(1);
    expect(await stored()).toEqual(before);
  });

  test('of the same rows in another order takes the order over and calls nothing changed', async () => {
    await take(file(...three));
    const report = await take(file(...three.toReversed()));
    expect(report.changes).toEqual([]);
    expect((await stored()).officials.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  test('with a single mistake changes nothing', async () => {
    await take(file(...three));
    const before = await stored();
    const report = await take(file(...three.slice(0, 2), row('nothing', 'sip:4@desk.example', 'd')));
    expect(report).toMatchObject({ revision: 1, changes: [] });
    expect(report.problems).toMatchObject([{ line: 4, column: 'number', code: 'not-a-number', value: 'nothing' }]);
    expect(await stored()).toEqual(before);
    expect(notes).toHaveLength(1);
  });

  test('as a dry run tells what it would do and does nothing', async () => {
    expect(await take(file(...three), { dryRun: true })).toMatchObject({
      dryRun: true,
      revision: 0,
      counts: { officials: { added: 3 } },
    });
    expect(await stored()).toMatchObject({ revision: 0, officials: [] });
    expect(notes).toEqual([]);
  });

  test('after another dry run than the one that was read is refused', async () => {
    await take(file(...three));
    const { revision } = await take(file(...three.slice(0, 2)), { dryRun: true });
    await take(file(three[0] ?? '', three[2] ?? ''));
    await expect(take(file(...three.slice(0, 2)), { revision })).rejects.toMatchObject({ code: 'conflict' });
    expect((await stored()).revision).toBe(2);
  });

  test('tells each row’s fate apart, and keeps where people were and who has left', async () => {
    await take(file(...three, row('031-000-2004', 'sip:4@desk.example', 'd')));
    clock.advance(60_000);
    const report = await take(
      file(
        row('031-000-2001', 'sip:1@desk.example', 'a'),
        row('031-000-2002', 'sip:22@desk.example', 'b'),
        row('031-000-2003', 'sip:3@desk.example', 'c'),
        row('031-000-2005', 'sip:5@desk.example', 'e'),
      ),
    );
    expect(report.counts).toEqual({
      departments: { ...nothing, removed: 1, unchanged: 1 },
      officials: { added: 1, changed: 1, moved: 1, removed: 1, unchanged: 1 },
      lines: { added: 1, changed: 2, moved: 0, removed: 1, unchanged: 1 },
    });
    expect(report.changes.filter(({ what }) => what === 'official')).toEqual([
      { what: 'official', kind: 'changed', id: 'b', line: 3, fields: ['address'], from: null, to: null },
      { what: 'official', kind: 'moved', id: 'c', line: 4, fields: ['departmentId'], from: 'tax-2', to: 'tax-1' },
      { what: 'official', kind: 'added', id: 'e', line: 5, fields: [], from: null, to: null },
      { what: 'official', kind: 'removed', id: 'd', line: null, fields: [], from: null, to: null },
    ]);
    const moved = start + 60_000;
    const { officials, departments } = await stored();
    expect(officials.find(({ id }) => id === 'c')?.posts).toEqual([
      { departmentId: 'tax-2', team: '', from: start, until: moved },
      { departmentId: 'tax-1', team: '', from: moved, until: null },
    ]);
    expect(officials.find(({ id }) => id === 'd')).toMatchObject({
      formerSince: moved,
      posts: [{ departmentId: 'tax-1', from: start, until: moved }],
    });
    expect(departments.find(({ id }) => id === 'tax-2')).toMatchObject({ formerSince: moved });
  });

  test('brings back who had left, with the old post', async () => {
    await take(file(...three));
    await take(file(...three.slice(0, 2)));
    clock.advance(60_000);
    const report = await take(file(...three));
    expect(report.counts.officials).toEqual({ ...nothing, added: 1, unchanged: 2 });
    const back = (await stored()).officials.find(({ id }) => id === 'c');
    expect(back).toMatchObject({ formerSince: null, posts: [{ until: start }, { from: start + 60_000, until: null }] });
  });

  test('says nothing about what the file has no column for', async () => {
    await take(wideFile('team,duty,lunch_duty', ...three.map((text) => `${text},재산세팀,상담,yes`)));
    await take(file(...three.slice(0, 2), row('031-000-2003', 'sip:3@desk.example', 'c')));
    expect((await stored()).officials).toMatchObject([
      { id: 'a', team: '재산세팀', duty: '상담', lunchDuty: true },
      { id: 'b', team: '재산세팀', duty: '상담', lunchDuty: true },
      // A team belongs to its department.
      { id: 'c', departmentId: 'tax-1', team: '', duty: '상담', lunchDuty: true },
    ]);
    await take(wideFile('duty,team', ...three.map((text) => `${text},,재산세팀`)));
    expect((await stored()).officials).toMatchObject([{ duty: '' }, { duty: '' }, { duty: '', team: '재산세팀' }]);
  });

  test('that meets another in the same moment happens after it, on what it left', async () => {
    const reports = await Promise.all([
      take(file(...three)),
      take(file(...three, row('031-000-2004', 'sip:4@desk.example', 'd'))),
    ]);
    expect(reports.map(({ revision }) => revision).sort()).toEqual([1, 2]);
    expect((await stored()).revision).toBe(2);
  });

  test('an edit by hand is written and recorded, and an import leaves it alone', async () => {
    await take(file(...three));
    const own = { duty: '재산세', pickupGroup: '세무', deputies: ['b', 'c', 'b'], hours: null, lunchDuty: true };
    const lunch = { from: '12:30', to: '13:30' };
    await editOfficial(parts, 'a', { ...own, lunch, revision: 1, reason: '업무 조정' });
    expect((await stored()).officials[0]).toMatchObject({ ...own, deputies: ['b', 'c'], lunch, revision: 2 });
    expect(notes.at(-1)).toMatchObject({
      subject: { type: 'official', id: 'a', departmentId: 'tax-1' },
      task: 'directory.change',
      reason: '업무 조정',
      before: { duty: '', deputies: [] },
      after: { duty: '재산세', deputies: ['b', 'c'] },
      target: { revision: 2 },
    });
    const rule = { rule: 'together', span: lunch } as const;
    await editDepartment(parts, 'tax-1', { revision: 1, hours: null, lunch: rule, reason: null });
    expect((await stored()).departments[0]).toMatchObject({ lunch: rule, revision: 3 });
    await editDepartment(parts, 'tax-1', { revision: 3, hours: null, lunch: rule, reason: null });
    await take(file(...three));
    expect(await stored()).toMatchObject({ revision: 3, officials: [{ duty: '재산세' }, {}, {}] });
  });

  test('an edit of what somebody else has changed, or of nobody, is refused', async () => {
    await take(file(...three));
    const edit = { revision: 1, hours: null, lunch: null, reason: null };
    const own = { ...edit, duty: '', pickupGroup: '', deputies: [], lunchDuty: true };
    await editOfficial(parts, 'a', own);
    await expect(editOfficial(parts, 'a', { ...own, duty: 'x' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(editOfficial(parts, 'nobody', own)).rejects.toMatchObject({ code: 'no-official' });
    await expect(editOfficial(parts, 'b', { ...own, deputies: ['b'] })).rejects.toMatchObject({
      code: 'deputy-unknown',
    });
    await expect(editDepartment(parts, 'nowhere', edit)).rejects.toMatchObject({ code: 'no-department' });
    await expect(editDepartment(parts, 'tax-1', { ...edit, revision: 0 })).rejects.toMatchObject({ code: 'conflict' });
    expect((await stored()).revision).toBe(2);
  });

  test('of as much as is taken can be stored, and of more is refused', async () => {
    const many = (count: number) =>
      file(
        ...Array.from({ length: count }, (_one, at) =>
          row(String(310_000_000 + at).padStart(10, '0'), `sip:${at}@d.example`, `o-${at}`),
        ),
      );
    expect(await take(many(4_500))).toMatchObject({ revision: 1, problems: [] });
    await expect(take(many(4_800))).rejects.toMatchObject({ code: 'too-large' });
    expect(await stored()).toMatchObject({ revision: 1 });
  }, 60_000);

  test('that the record or the database refuses changes nothing', async () => {
    await take(file(...three));
    const before = await stored();
    const failing = { ...parts, trail: { change: async () => Promise.reject(new Error('no record')) } };
    await expect(importDirectory(failing, file(...three.slice(1)), { dryRun: false, reason: null })).rejects.toThrow(
      'no record',
    );
    expect(await stored()).toEqual(before);
  });
});
