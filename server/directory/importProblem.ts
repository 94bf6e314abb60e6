// What is wrong with an import file, where, and as one sentence: the screens translate the code, programs print the sentence.
import type { ImportProblem } from '../contract/directory.js';

export interface RowProblem {
  /** null where the file as a whole is meant. */
  line: number | null;
  /** As the heading spells it; null where the row as a whole is meant. */
  column: string | null;
  code: ImportProblem;
  /** What stands there. */
  value: string;
  /** What it collides with or what would be right. */
  other: string;
}

const reasons: Readonly<Record<ImportProblem, (value: string, other: string) => string>> = {
  unreadable: () => 'The file is neither UTF-8 nor EUC-KR text.',
  'empty-file': () => 'The file has a heading but no rows.',
  'too-large': (value, other) => `The file has ${value} rows; at most ${other} are taken.`,
  'columns-missing': (value) => `Columns are missing: ${value}.`,
  'columns-twice': (value) => `"${value}" is the heading of two columns.`,
  'field-count': (value, other) => `${value} fields where the heading has ${other}.`,
  'quote-open': () => 'A quotation mark is opened and never closed.',
  empty: () => 'This must not be empty.',
  'too-long': (value, other) => `"${value}" is longer than ${other} characters.`,
  'not-a-number': (value) => `"${value}" is not a telephone number.`,
  'not-an-address': (value) => `"${value}" is neither a number nor a sip: or client: address.`,
  'not-a-grade': (value) => `"${value}" is not a grade from 1 to 9.`,
  'not-a-role': (value, other) => `"${value}" is none of ${other}.`,
  'not-hours': (value, other) => `"${value}" are not working hours such as ${other}.`,
  'not-a-lunch-rule': (value, other) => `"${value}" is not a lunch rule such as ${other}.`,
  'not-a-span': (value, other) => `"${value}" is not a time such as ${other}.`,
  'not-yes-or-no': (value) => `"${value}" is neither yes nor no.`,
  'not-a-cover-mode': (value, other) => `"${value}" is none of ${other}.`,
  'described-differently': (value, other) => `"${value}" is described differently on line ${other}.`,
  'other-department': (value, other) => `${value} already belongs to another department on line ${other}.`,
  'rings-already': (value, other) => `${other} already rings ${value}.`,
  'too-many-targets': (value, other) => `${value} rings more than ${other} telephones.`,
  'too-many-deputies': (value, other) => `${value} has more than ${other} deputies.`,
  'unknown-deputy': (value) => `"${value}" is not an official of this file.`,
  'own-deputy': (value) => `"${value}" cannot be their own deputy.`,
};

export function reasonOf({ code, value, other }: RowProblem): string {
  return reasons[code](value, other);
}

/** "Line 3, dial: ..." for a program. */
export function problemLine(problem: RowProblem): string {
  const place = [
    ...(problem.line === null ? [] : [`Line ${problem.line}`]),
    ...(problem.column ? [problem.column] : []),
  ];
  return place.length === 0 ? reasonOf(problem) : `${place.join(', ')}: ${reasonOf(problem)}`;
}
