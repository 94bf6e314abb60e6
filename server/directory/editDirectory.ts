// Small changes by hand: hours, lunch, deputies and pickup group of a department or an official, each guarded by its own revision.
import type { z } from 'zod';
import type { AuditNote } from '../audit/auditEntry.js';
import type { departmentEditSchema, officialEditSchema } from '../contract/directory.js';
import type { Moment } from './applyEntries.js';
import { changeDirectory, type DirectoryParts, type Plan } from './changeDirectory.js';
import { changedFields } from './compareEntries.js';
import type { Department, DirectoryContent, Official } from './directory.js';
import { DirectoryError, type DirectoryErrorCode } from './directoryError.js';

type Subject = AuditNote['subject'];
type Entity = Pick<Department | Official, 'id' | 'revision' | 'formerSince'>;

/** @throws DirectoryError when it is gone, or another than the editor saw. */
function find<T extends Entity>(items: readonly T[], id: string, seen: number, code: DirectoryErrorCode): T {
  const found = items.find((item) => item.id === id);
  if (!found || found.formerSince !== null) throw new DirectoryError(code);
  if (found.revision !== seen) throw new DirectoryError('conflict');
  return found;
}

/** Undefined where the edit says what is there already. */
function planEdit<T extends Entity>(
  before: T,
  edit: Partial<T>,
  { revision }: Moment,
  subject: Subject,
  reason: string | null,
  contentWith: (after: T) => DirectoryContent,
): Plan | undefined {
  const after = { ...before, ...edit, revision };
  const fields = changedFields(before, after);
  if (fields.length === 0) return undefined;
  const only = (item: T) => Object.fromEntries(Object.entries(item).filter(([field]) => fields.includes(field)));
  const note = { subject, task: 'directory.change', reason, before: only(before), after: only(after) };
  return { content: contentWith(after), note };
}

const replaced = <T extends Entity>(items: readonly T[], after: T): T[] =>
  items.map((item) => (item.id === after.id ? after : item));

/** @throws DirectoryError 'no-department' or 'conflict' */
export async function editDepartment(
  parts: DirectoryParts,
  id: string,
  edit: z.output<typeof departmentEditSchema>,
): Promise<void> {
  const { revision: seen, reason, ...fields } = edit;
  await changeDirectory(parts, (stored, moment) => {
    const before = find(stored.departments, id, seen, 'no-department');
    const subject: Subject = { type: 'department', id, whose: null, departmentId: id };
    const { departments, officials, lines } = stored;
    return planEdit(before, fields, moment, subject, reason, (after) => ({
      departments: replaced(departments, after),
      officials,
      lines,
    }));
  });
}

/** @throws DirectoryError 'no-official', 'deputy-unknown' or 'conflict' */
export async function editOfficial(
  parts: DirectoryParts,
  id: string,
  edit: z.output<typeof officialEditSchema>,
): Promise<void> {
  const { revision: seen, reason, ...fields } = edit;
  await changeDirectory(parts, (stored, moment) => {
    const before = find(stored.officials, id, seen, 'no-official');
    const { departments, officials, lines } = stored;
    const present = new Set(officials.filter(({ formerSince }) => formerSince === null).map((one) => one.id));
    const isWrong = (deputy: string) => deputy === id || !present.has(deputy);
    const deputies = [...new Set(fields.deputies)];
    if (deputies.some(isWrong)) throw new DirectoryError('deputy-unknown');
    const subject: Subject = { type: 'official', id, whose: null, departmentId: before.departmentId };
    return planEdit(before, { ...fields, deputies }, moment, subject, reason, (after) => ({
      departments,
      officials: replaced(officials, after),
      lines,
    }));
  });
}
