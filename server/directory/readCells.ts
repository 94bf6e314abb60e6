// One gathered description as typed values: undefined where the file has no such column, the usual value where the cell is empty.
import {
  type CoverMode,
  coverModes,
  type LunchRule,
  officialRoles,
  type Span,
  type Week,
} from '../contract/directory.js';
import type { Gathered } from './collectCells.js';
import type { Column } from './columns.js';
import type { DepartmentEntry, OfficialEntry } from './directoryEntries.js';
import { normaliseAddress } from './normaliseAddress.js';
import { hoursExample, lunchExample, readLunchRule, readSpan, readWeek, spanExample } from './readHours.js';
import type { Problems } from './readTable.js';

type Role = (typeof officialRoles)[number];

const koreanRoles: Readonly<Record<string, Role>> = {
  담당: 'desk',
  부서장: 'head',
  상담: 'agent',
  현장: 'field',
  운전: 'driver',
  교환: 'operator',
  청원경찰: 'guard',
};
const koreanCoverModes: Readonly<Record<string, CoverMode>> = { 함께: 'together', 차례로: 'rollover' };
const yesWords: ReadonlySet<string> = new Set(['yes', 'y', '1', 'true', 'o', '예']);
const noWords: ReadonlySet<string> = new Set(['', 'no', 'n', '0', 'false', 'x', '아니오']);
/** More are never tried within the patience of a caller. */
const mostDeputies = 10;

const readGrade = (text: string) => (/^[1-9](급)?$/.test(text) ? Number(text[0]) : undefined);
const readRole = (text: string) => officialRoles.find((role) => role === text.toLowerCase()) ?? koreanRoles[text];

const readCoverMode = (text: string) =>
  coverModes.find((mode) => mode === text.toLowerCase()) ?? koreanCoverModes[text];

export function readYesNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (yesWords.has(word)) return true;
  return noWords.has(word) ? false : undefined;
}

/** Reads one description's cells, and notes what cannot be read. */
function cellReader({ cells }: Gathered, problems: Problems) {
  return {
    text: (column: Column) => cells.get(column)?.text,
    needed(column: Column): string {
      const cell = cells.get(column);
      if (cell?.text === '') problems.add(cell.line, column, 'empty');
      return cell?.text ?? '';
    },
    value<T>(
      column: Column,
      empty: T,
      read: (text: string) => T | undefined,
      code:
        | 'not-a-grade'
        | 'not-a-role'
        | 'not-hours'
        | 'not-a-lunch-rule'
        | 'not-a-span'
        | 'not-yes-or-no'
        | 'not-a-cover-mode',
      example = '',
    ): T | undefined {
      const cell = cells.get(column);
      if (!cell) return undefined;
      if (cell.text === '') return empty;
      const value = read(cell.text);
      if (value === undefined) problems.add(cell.line, column, code, cell.text, example);
      return value;
    },
  };
}

export function readDepartment(gathered: Gathered, problems: Problems): DepartmentEntry {
  const { needed, text, value } = cellReader(gathered, problems);
  return {
    id: gathered.id,
    name: { ko: needed('department_ko'), en: needed('department_en') },
    bureau: text('bureau') ?? '',
    bureauEn: text('bureau_en'),
    hours: value<Week | null>('department_hours', null, readWeek, 'not-hours', hoursExample),
    lunch: value<LunchRule | null>('department_lunch', null, readLunchRule, 'not-a-lunch-rule', lunchExample),
    coverMode: value<CoverMode | null>('cover_mode', null, readCoverMode, 'not-a-cover-mode', coverModes.join(', ')),
    voicemail: value<boolean | null>('voicemail', null, readYesNo, 'not-yes-or-no'),
    notice: value<boolean | null>('notice', null, readYesNo, 'not-yes-or-no'),
  };
}

/** @param isOfficial tells whether the file has such an official. */
export function readOfficial(
  gathered: Gathered,
  problems: Problems,
  isOfficial: (id: string) => boolean,
): OfficialEntry {
  const { text, value } = cellReader(gathered, problems);
  const { id, cells } = gathered;
  const deputies = text('deputies')
    ?.split(/[;,\s]+/)
    .filter((deputy) => deputy !== '');
  const deputyLine = cells.get('deputies')?.line ?? gathered.line;
  for (const deputy of deputies ?? []) {
    if (deputy === id) problems.add(deputyLine, 'deputies', 'own-deputy', deputy);
    else if (!isOfficial(deputy)) problems.add(deputyLine, 'deputies', 'unknown-deputy', deputy);
  }
  if ((deputies?.length ?? 0) > mostDeputies)
    problems.add(deputyLine, 'deputies', 'too-many-deputies', id, mostDeputies);
  return {
    id,
    departmentId: text('department_id') ?? '',
    title: text('title') ?? '',
    // A wrong one was told on its row.
    address: normaliseAddress(text('dial') ?? '') ?? '',
    team: text('team'),
    duty: text('duty'),
    extension: text('extension'),
    pickupGroup: text('pickup_group'),
    deputies: deputies && [...new Set(deputies)],
    grade: value<number | null>('grade', null, readGrade, 'not-a-grade'),
    role: value<Role>('role', 'desk', readRole, 'not-a-role', officialRoles.join(', ')),
    hours: value<Week | null>('hours', null, readWeek, 'not-hours', hoursExample),
    lunch: value<Span | null>('lunch', null, readSpan, 'not-a-span', spanExample),
    lunchDuty: value('lunch_duty', false, readYesNo, 'not-yes-or-no'),
  };
}
