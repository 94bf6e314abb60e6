// What is searched in the access record, kept in the address so that a search can be sent to a colleague.
import { withQuery } from '../../api/request.js';
import { type AuditKind, auditKinds } from './kinds.js';

export interface AuditFilter {
  account: string;
  /** The subject's own id. */
  subject: string;
  kind: AuditKind | '';
  /** Local days, both included; empty where open. */
  from: string;
  to: string;
  /** Entries to point out, such as those an odd pattern rests on. */
  marked: readonly number[];
}

const day = /^20\d\d-[01]\d-[0-3]\d$/;
// An address is shared by mail: what does not fit into one is not worth following.
const mostMarked = 20;

/** An unknown value is as good as none. */
export function readAuditFilter(query: URLSearchParams): AuditFilter {
  const text = (name: string) => query.get(name)?.trim() ?? '';
  const dayIn = (name: string) => (day.test(text(name)) && !Number.isNaN(Date.parse(text(name))) ? text(name) : '');
  const marked = text('marked').split('.').map(Number);
  return {
    account: text('account'),
    subject: text('subject'),
    kind: auditKinds.find((kind) => kind === text('kind')) ?? '',
    from: dayIn('from'),
    to: dayIn('to'),
    marked: marked.filter((seq) => Number.isInteger(seq) && seq > 0).slice(0, mostMarked),
  };
}

export function auditAddress({ marked = [], ...filter }: Partial<AuditFilter>): string {
  return withQuery('/audit', { ...filter, marked: marked.join('.') });
}
