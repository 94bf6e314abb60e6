// A file as rows of known columns: decoded, split, its heading understood. What is wrong is noted where it stands.
import type { ImportProblem } from '../contract/directory.js';
import { type Column, columnOf, mostCharacters, requiredColumns } from './columns.js';
import { decodeCsv } from './decodeCsv.js';
import type { RowProblem } from './importProblem.js';
import { type CsvRow, parseCsv, QuoteNeverClosed } from './parseCsv.js';

/** More could not be stored (importDirectory.ts); four cities of the demo's size. */
const mostRows = 5_000;

export interface Row {
  line: number;
  /** Trimmed; columns that the file does not have are missing. */
  cells: ReadonlyMap<Column, string>;
}

export interface Problems {
  list: RowProblem[];
  /** `where` is a column, told in the file's own spelling, or null for the row or the file as a whole. */
  add(
    line: number | null,
    where: Column | null,
    code: ImportProblem,
    value?: string | number,
    other?: string | number,
  ): void;
}

export interface Table {
  /** As many as the file has, also where they are not understood. */
  rowCount: number;
  rows: Row[];
  problems: Problems;
}

function collectProblems(spelling: ReadonlyMap<Column, string>): Problems {
  const list: RowProblem[] = [];
  return {
    list,
    add(line, where, code, value = '', other = '') {
      const column = where && (spelling.get(where) ?? where);
      list.push({ line, column, code, value: String(value).slice(0, 100), other: String(other) });
    },
  };
}

function split(bytes: Uint8Array, problems: Problems): CsvRow[] | undefined {
  const text = decodeCsv(bytes);
  if (text === undefined) {
    problems.add(null, null, 'unreadable');
    return undefined;
  }
  try {
    return parseCsv(text);
  } catch (error) {
    if (!(error instanceof QuoteNeverClosed)) throw error;
    problems.add(error.line, null, 'quote-open');
    return undefined;
  }
}

export function readTable(bytes: Uint8Array): Table {
  const spelling = new Map<Column, string>();
  const problems = collectProblems(spelling);
  const [heading, ...body] = split(bytes, problems) ?? [];
  const table: Table = { rowCount: body.length, rows: [], problems };
  if (problems.list.length > 0) return table;
  const columns = (heading?.fields ?? []).map((name) => {
    const column = columnOf(name);
    if (column && spelling.has(column)) problems.add(1, column, 'columns-twice', name.trim());
    if (column) spelling.set(column, name.trim());
    return column;
  });
  const missing = requiredColumns.filter((column) => !spelling.has(column));
  if (missing.length > 0) problems.add(1, null, 'columns-missing', missing.join(', '));
  else if (body.length === 0) problems.add(null, null, 'empty-file');
  else if (body.length > mostRows) problems.add(null, null, 'too-large', body.length, mostRows);
  if (problems.list.length > 0) return table;
  for (const { line, fields } of body) {
    if (fields.length !== columns.length) {
      problems.add(line, null, 'field-count', fields.length, columns.length);
      continue;
    }
    const cells = new Map<Column, string>();
    columns.forEach((column, place) => {
      const text = fields[place]?.trim() ?? '';
      if (!column) return;
      if (text.length <= mostCharacters(column)) cells.set(column, text);
      else problems.add(line, column, 'too-long', text, mostCharacters(column));
    });
    if (cells.size === spelling.size) table.rows.push({ line, cells });
  }
  return table;
}
