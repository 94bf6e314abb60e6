// The one way in which the stored directory changes: read, plan, record, replace the whole document if nobody else did meanwhile.
import type { AuditNote } from '../audit/auditEntry.js';
import type { Trail } from '../audit/trail.js';
import type { Clock } from '../base/clock.js';
import type { Collection } from '../storage/port.js';
import type { Moment } from './applyEntries.js';
import type { DirectoryContent } from './directory.js';
import { DirectoryError } from './directoryError.js';
import { type DirectoryRecord, directoryId, directoryRecords } from './directoryRecord.js';

export interface DirectoryParts {
  records: Pick<Collection<DirectoryRecord>, 'get' | 'insert' | 'replace'>;
  clock: Clock;
  trail: Pick<Trail, 'change'>;
}

export interface Plan {
  content: DirectoryContent;
  note: Omit<AuditNote, 'kind' | 'target'>;
}

/** Each loser of a race plans again on what the winner left. */
const mostRaces = 10;

/** Revision 0 where nothing was ever stored. */
export async function readDirectory(records: Pick<Collection<DirectoryRecord>, 'get'>): Promise<DirectoryRecord> {
  const empty = { id: directoryId, revision: 0, updatedAt: 0, departments: [], officials: [], lines: [] };
  return (await records.get(directoryId)) ?? empty;
}

/**
 * @param plan undefined where nothing is to change; then nothing is written, and the stored directory is the answer.
 * @throws DirectoryError 'conflict' when others are always faster, and whatever the plan throws.
 */
export async function changeDirectory(
  { records, clock, trail }: DirectoryParts,
  plan: (stored: DirectoryRecord, moment: Moment) => Plan | undefined,
): Promise<DirectoryRecord> {
  for (let lost = 0; lost < mostRaces; lost += 1) {
    const stored = await readDirectory(records);
    const moment = { at: clock.now(), revision: stored.revision + 1 };
    const planned = plan(stored, moment);
    if (!planned) return stored;
    const { content, note } = planned;
    const next: DirectoryRecord = { id: directoryId, revision: moment.revision, updatedAt: moment.at, ...content };
    const target = { collection: directoryRecords.name, id: directoryId, revision: moment.revision };
    const outcome = await trail.change({ ...note, kind: 'change', target }, () =>
      stored.revision === 0 ? records.insert(next) : records.replace(next, stored.revision),
    );
    if (outcome.ok) return next;
    if (outcome.code === 'invalid') throw new Error(`The directory was refused: ${outcome.message}`);
  }
  throw new DirectoryError('conflict');
}
