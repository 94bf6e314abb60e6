// What a reviewer should look at, and on what it rests: something counted within a time, against a limit.
import type { AuditKind, oddPatterns } from '../contract/audit.js';
import type { AuditEntry, AuditSubject } from './auditEntry.js';

export interface OddPattern {
  pattern: (typeof oddPatterns)[number];
  /** null where it concerns a subject rather than one account. */
  account: string | null;
  subject: AuditSubject | null;
  /** ms; the first and the last of it. */
  from: number;
  to: number;
  count: number;
  limit: number;
  seqs: number[];
}

/** Is told the entries in their order; the same entries always give the same patterns. */
export interface Detector {
  add(entry: AuditEntry): void;
  found(): OddPattern[];
}

const reading: readonly AuditKind[] = ['view', 'play', 'download', 'export', 'unmask'];
const taking: readonly AuditKind[] = ['download', 'export', 'unmask'];
const changing: readonly AuditKind[] = ['create', 'change', 'remove'];

export const isReading = ({ kind }: AuditEntry) => reading.includes(kind);
/** What leaves the house in the clear. */
export const isTaking = ({ kind }: AuditEntry) => taking.includes(kind);
export const isChanging = ({ kind }: AuditEntry) => changing.includes(kind);

const mostSeqs = 20;

/** A pattern that begins with this entry and counts one. */
export function beginPattern(
  pattern: OddPattern['pattern'],
  about: Pick<OddPattern, 'account' | 'subject'>,
  limit: number,
  { at, seq }: AuditEntry,
): OddPattern {
  return { pattern, ...about, from: at, to: at, count: 1, limit, seqs: [seq] };
}

/** @param more by how much this entry raises the count. */
export function extendPattern(found: OddPattern, { at, seq }: AuditEntry, more = 1): void {
  found.to = at;
  found.count += more;
  if (found.seqs.length < mostSeqs) found.seqs.push(seq);
}
