// Entries of the access record as people see them. Nothing is masked here: what must not be seen is never recorded.
import type { AuditEntry } from '../audit/auditEntry.js';
import { markOf } from '../audit/unfinished.js';
import type { AuditEntryView } from '../contract/audit.js';
import type { Collection } from '../storage/port.js';
import { toTime } from './verdictView.js';

function present(entry: AuditEntry, notCarriedOutBy: number | null): AuditEntryView {
  const { seq, at, kind, account, role, place, subject, task, reason, before, after, hash } = entry;
  return {
    ...{ seq, at: toTime(at), kind, account, role, place, subject, task, reason },
    before: before && { ...before },
    after: after && { ...after },
    notCarriedOutBy,
    hash,
  };
}

/** With the mark of each change that was never made. */
export function presentEntries(
  entries: Collection<AuditEntry>,
  found: readonly AuditEntry[],
): Promise<AuditEntryView[]> {
  return Promise.all(
    found.map(async (entry) => present(entry, entry.target ? ((await markOf(entries, entry.seq)) ?? null) : null)),
  );
}
