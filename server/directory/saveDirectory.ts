// Puts an invented directory into a store before anybody works with it: the demo's city, and the tests'. It leaves no record.
import type { Trail } from '../audit/trail.js';
import { systemClock } from '../base/clock.js';
import type { Store } from '../storage/port.js';
import { applyEntries } from './applyEntries.js';
import { changeDirectory } from './changeDirectory.js';
import type { DirectoryEntries } from './directoryEntries.js';
import { type DirectoryRecord, directoryRecords } from './directoryRecord.js';

const noTrail: Pick<Trail, 'change'> = { change: (_note, write) => write() };

export function saveDirectory(store: Store, entries: DirectoryEntries): Promise<DirectoryRecord> {
  const parts = {
    records: store.collection(directoryRecords),
    clock: systemClock,
    trail: noTrail,
  };
  return changeDirectory(parts, (stored, moment) => {
    const { content, isNews } = applyEntries(stored, entries, moment);
    const subject = { type: 'directory', id: null, whose: null, departmentId: null } as const;
    const note = { subject, task: 'directory.import', reason: null, before: null, after: null };
    return isNews ? { content, note } : undefined;
  });
}
