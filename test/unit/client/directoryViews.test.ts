// The directory's pure parts: searching the tree, saying a week's hours, reading hours from a form, reading a file.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asBase64 } from '../../../client/views/directory/asBase64.js';
import { filterTree } from '../../../client/views/directory/filterTree.js';
import { readSpan, readWeek, rowsOf } from '../../../client/views/directory/timeFields.js';
import { weekRuns } from '../../../client/views/directory/weekRuns.js';
import type { DirectoryTreeView } from '../../../server/contract/directory.js';

const day = { from: '09:00', to: '18:00' };
const late = { from: '09:00', to: '20:00' };

const department = (ko: string, en: string, teams: string[] = []) => ({
  id: en,
  name: { ko, en },
  officials: 1,
  lines: 1,
  isOpen: true,
  teams: teams.map((name) => ({ name, officials: 1 })),
});
const bureaus: DirectoryTreeView['bureaus'] = [
  { name: { ko: '행정지원국', en: 'Administration' }, departments: [department('세무과', 'Tax', ['징수팀'])] },
  {
    name: { ko: '복지국', en: 'Welfare' },
    departments: [department('복지정책과', 'Policy'), department('도서관', 'Books')],
  },
];
const found = (search: string) => filterTree(bureaus, search).flatMap((one) => one.departments.map(({ id }) => id));

describe('a search of the tree', () => {
  test('finds a department by its name in either language, its bureau or a team', () => {
    expect(found('복지정책')).toEqual(['Policy']);
    expect(found('tax')).toEqual(['Tax']);
    expect(found('복지국')).toEqual(['Policy', 'Books']);
    expect(found('징수 팀')).toEqual(['Tax']);
  });

  test('leaves the whole tree when nothing is searched, and nothing when nothing fits', () => {
    expect(found('  ')).toEqual(['Tax', 'Policy', 'Books']);
    expect(filterTree(bureaus, '소방')).toEqual([]);
  });
});

describe("a week's hours", () => {
  test('are said together for neighbouring days that are alike', () => {
    expect(weekRuns([day, day, late, day, day, null, null])).toEqual([
      { first: 0, last: 1, span: day },
      { first: 2, last: 2, span: late },
      { first: 3, last: 4, span: day },
    ]);
    expect(weekRuns([day, null, day, null, null, null, null])).toHaveLength(2);
  });

  test('come out of a form as they went into it', () => {
    const week = [day, late, null, { from: '00:00', to: '24:00' }, day, null, null];
    expect(readWeek(rowsOf(week))).toEqual({ week, wrong: [] });
  });

  test('are refused day by day where the end is not later or is no time', () => {
    const rows = rowsOf([day, day, day, null, null, null, null]);
    const wrong = rows.map((row, at) =>
      at === 1 ? { ...row, to: '09:00' } : at === 2 ? { ...row, from: '9시' } : row,
    );
    expect(readWeek(wrong).wrong).toEqual([1, 2]);
    expect(readSpan({ from: ' 9:00', to: '24:00 ' })).toEqual({ from: '09:00', to: '24:00' });
    expect(readSpan({ from: '09:00', to: '24:01' })).toBeUndefined();
  });
});

test("a file's bytes are sent as they are, whatever their encoding", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 20_000 }), async (bytes) => {
      expect(Buffer.from((await asBase64(new Blob([bytes.slice().buffer]))) ?? '', 'base64').equals(bytes)).toBe(true);
    }),
    { numRuns: 20 },
  );
});
