// Turns an import file into directory documents, all or nothing: one plain line per mistake, with the file's own line number.
// Columns: number, dial, department_id, department_ko, department_en, bureau, official_id, title; team may be added.
// Rows with the same number ring together (a ring group); a number on one row belongs to that row's official.
import type { DepartmentRecord, LineRecord, OfficialRecord } from './directoryRecords.js';
import { kindOfAddress, normaliseAddress } from './normaliseAddress.js';
import { type CsvRow, parseCsv } from './parseCsv.js';
import type { DirectoryContent } from './saveDirectory.js';

const required = [
  'number',
  'dial',
  'department_id',
  'department_ko',
  'department_en',
  'bureau',
  'official_id',
  'title',
] as const;
type Column = (typeof required)[number] | 'team';
type Row = Record<Column, string>;

// Twilio dials at most ten targets at once.
const mostTargets = 10;

export interface DirectoryFile {
  rows: number;
  content: DirectoryContent;
  /** Empty when the file can be taken as it is. */
  mistakes: string[];
}

export function readDirectoryFile(text: string): DirectoryFile {
  const empty = { departments: [], officials: [], lines: [] };
  let table: CsvRow[];
  try {
    table = parseCsv(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { rows: 0, content: empty, mistakes: [error.message] };
    throw error;
  }
  const header = table[0]?.fields.map((name) => name.trim().toLowerCase()) ?? [];
  const missing = required.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    return { rows: 0, content: empty, mistakes: [`Line 1: columns are missing: ${missing.join(', ')}.`] };
  }
  const builder = new DirectoryBuilder();
  for (const { line, fields } of table.slice(1)) {
    if (fields.length !== header.length) {
      builder.mistakes.push(`Line ${line}: ${fields.length} fields where the heading has ${header.length}.`);
      continue;
    }
    const value = (name: Column) => fields[header.indexOf(name)]?.trim() ?? '';
    const row = Object.fromEntries(required.map((name) => [name, value(name)])) as Omit<Row, 'team'>;
    builder.add(line, { ...row, team: header.includes('team') ? value('team') : '' });
  }
  if (table.length < 2) builder.mistakes.push('The file has a heading but no rows.');
  return { rows: table.length - 1, content: builder.content(), mistakes: builder.mistakes };
}

class DirectoryBuilder {
  readonly mistakes: string[] = [];
  private readonly departments = new Map<string, DepartmentRecord & { line: number }>();
  private readonly officials = new Map<string, OfficialRecord & { line: number }>();
  private readonly lines = new Map<string, LineRecord>();

  add(line: number, row: Row): void {
    const wrong = (text: string) => this.mistakes.push(`Line ${line}: ${text}`);
    const number = normaliseAddress(row.number);
    const address = normaliseAddress(row.dial);
    if (number === undefined) wrong(`number "${row.number}" is not a telephone number.`);
    if (address === undefined) wrong(`dial "${row.dial}" is neither a number nor a sip: or client: address.`);
    if (row.department_id === '') wrong('department_id is empty.');
    if (row.department_ko === '' || row.department_en === '')
      wrong('the department needs a Korean and an English name.');
    if (number === undefined || address === undefined || row.department_id === '') return;
    this.addDepartment(line, row, wrong);
    if (row.official_id !== '') this.addOfficial(line, row, address, wrong);
    this.addTarget(row, number, address, wrong);
  }

  private addDepartment(line: number, row: Row, wrong: (text: string) => void): void {
    const id = row.department_id;
    const name = { ko: row.department_ko, en: row.department_en };
    const known = this.departments.get(id);
    if (!known) this.departments.set(id, { id, revision: 0, name, bureau: row.bureau, line });
    else if (known.name.ko !== name.ko || known.name.en !== name.en || known.bureau !== row.bureau) {
      wrong(`department "${id}" is described differently on line ${known.line}.`);
    }
  }

  private addOfficial(line: number, row: Row, address: string, wrong: (text: string) => void): void {
    const id = row.official_id;
    const known = this.officials.get(id);
    if (!known) {
      const official = { departmentId: row.department_id, team: row.team, title: row.title, address };
      this.officials.set(id, { id, revision: 0, ...official, grade: null, role: 'desk', extension: '', line });
    } else if (known.departmentId !== row.department_id || known.address !== address || known.title !== row.title) {
      wrong(`official "${id}" is described differently on line ${known.line}.`);
    }
  }

  private addTarget(row: Row, number: string, address: string, wrong: (text: string) => void): void {
    const officialId = row.official_id === '' ? null : row.official_id;
    const target = { address, kind: kindOfAddress(address), departmentId: row.department_id, officialId };
    const known = this.lines.get(number);
    if (!known) {
      const line = { id: number, revision: 0, number, departmentId: row.department_id, officialId, targets: [target] };
      this.lines.set(number, line);
      return;
    }
    if (known.departmentId !== row.department_id) wrong(`number ${row.number} already belongs to another department.`);
    else if (known.targets.some((other) => other.address === address))
      wrong(`${row.number} already rings ${row.dial}.`);
    else if (known.targets.length === mostTargets) wrong(`${row.number} rings more than ${mostTargets} telephones.`);
    else {
      known.targets.push(target);
      known.officialId = null;
    }
  }

  content(): DirectoryContent {
    const withoutLine = <T extends { line: number }>({ line: _line, ...record }: T) => record;
    return {
      departments: [...this.departments.values()].map(withoutLine),
      officials: [...this.officials.values()].map(withoutLine),
      lines: [...this.lines.values()],
    };
  }
}
