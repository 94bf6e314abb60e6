// Finds entries of the access record, newest first, each search along one declared index.
import type { AuditKind } from '../contract/audit.js';
import type { Collection, ListQuery, Page } from '../storage/port.js';
import type { AuditEntry } from './auditEntry.js';

export interface AuditSearch {
  account?: string | undefined;
  /** Id of a call, a person, a department, … */
  subject?: string | undefined;
  kind?: AuditKind | undefined;
  /** ms; from inclusive, to exclusive. */
  from?: number | undefined;
  to?: number | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** The index that leaves least to be looked through: one subject has few entries, one account more, one kind most. */
function chooseIndex({ subject, account, kind }: AuditSearch): Pick<ListQuery<AuditEntry>, 'index' | 'equals'> {
  if (subject !== undefined) return { index: 'bySubject', equals: [subject] };
  if (account !== undefined) return { index: 'byAccount', equals: [account] };
  if (kind !== undefined) return { index: 'byKind', equals: [kind] };
  return { index: 'byTime' };
}

/** A page may be short while its cursor leads on. @throws StorageError 'cursor' for one of another search. */
export function searchAudit(entries: Collection<AuditEntry>, search: AuditSearch): Promise<Page<AuditEntry>> {
  const { account, kind, from, to, cursor, limit } = search;
  return entries.list({
    ...chooseIndex(search),
    range: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
    where: (entry) =>
      (account === undefined || entry.account === account) && (kind === undefined || entry.kind === kind),
    order: 'descending',
    ...(cursor === undefined ? {} : { after: cursor }),
    limit,
  });
}
