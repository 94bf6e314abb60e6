// Turns an import file into entries of the directory, all or nothing. Rows with the same number ring together (a ring group);
// a number on one row belongs to that row's official. An empty cell means the usual; a missing column says nothing at all.
import { setImmediate } from 'node:timers/promises';
import { collectCells } from './collectCells.js';
import { collectLines } from './collectLines.js';
import type { Column } from './columns.js';
import type { DirectoryChange } from './compareEntries.js';
import type { DirectoryEntries } from './directoryEntries.js';
import type { RowProblem } from './importProblem.js';
import { readDepartment, readOfficial } from './readCells.js';
import { readTable } from './readTable.js';

export interface DirectoryFile {
  rows: number;
  entries: DirectoryEntries;
  /** Empty when the file can be taken as it is; in the order of its lines. */
  problems: RowProblem[];
  /** The line that first names something; undefined for what the file does not name. */
  lineOf(change: Pick<DirectoryChange, 'what' | 'id'>): number | undefined;
}

const departmentColumns = [
  'department_ko',
  'department_en',
  'bureau',
  'bureau_en',
  'department_hours',
  'department_lunch',
  'cover_mode',
  'voicemail',
  'notice',
] as const satisfies readonly Column[];
const officialColumns = [
  'department_id',
  'dial',
  'title',
  'team',
  'grade',
  'role',
  'duty',
  'extension',
  'pickup_group',
  'deputies',
  'hours',
  'lunch',
  'lunch_duty',
] as const satisfies readonly Column[];

/** Some 5 ms of reading, then the telephones have their turn. */
const slice = 200;

/** @param onRows is told of rows as they are done. */
export async function readDirectoryFile(
  bytes: Uint8Array,
  onRows: (rows: number) => void = () => {},
): Promise<DirectoryFile> {
  const { rowCount, rows, problems } = readTable(bytes);
  const departments = collectCells('department_id', departmentColumns, problems);
  const officials = collectCells('official_id', officialColumns, problems);
  const lines = collectLines(problems);
  for (let from = 0; from < rows.length; from += slice) {
    const some = rows.slice(from, from + slice);
    for (const row of some) {
      if (row.cells.get('department_id') === '') problems.add(row.line, 'department_id', 'empty');
      else departments.add(row);
      if (row.cells.get('official_id') !== '') officials.add(row);
      lines.add(row);
    }
    onRows(some.length);
    await setImmediate();
  }
  const people = new Set(officials.all().map(({ id }) => id));
  const entries = {
    departments: departments.all().map((gathered) => readDepartment(gathered, problems)),
    officials: officials.all().map((gathered) => readOfficial(gathered, problems, (id) => people.has(id))),
    lines: lines.all(),
  };
  const places = {
    department: new Map(departments.all().map(({ id, line }) => [id, line])),
    official: new Map(officials.all().map(({ id, line }) => [id, line])),
    line: lines.places,
  };
  return {
    rows: rowCount,
    entries,
    problems: problems.list.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)),
    lineOf: ({ what, id }) => places[what].get(id),
  };
}
