// The links of the access record: every entry's hash covers the entry before, so that no byte, order or gap can change unseen.
import { createHmac } from 'node:crypto';
import { canonicalText } from '../base/canonicalText.js';
import type { AuditEntry, AuditFacts } from './auditEntry.js';

/** The last link of a chain; seq 0 and an empty hash before the first. */
export interface AuditHead {
  seq: number;
  hash: string;
}

export const noEntries: AuditHead = { seq: 0, hash: '' };

/** @param key is kept outside the database: whoever can rewrite what is stored still cannot make its seals. */
export function sealOf(key: string, parts: readonly string[]): string {
  return createHmac('sha256', key).update(parts.join('\n')).digest('base64url');
}

/** The facts as they were hashed. */
function factsOf(entry: AuditEntry): AuditFacts {
  const { id: _id, revision: _revision, subjectId: _subjectId, previous: _previous, hash: _hash, ...facts } = entry;
  return facts;
}

/** The id, in the order of the chain. */
export const entryId = (seq: number) => String(seq).padStart(12, '0');

/** As the database will give it back: without undefined fields, and with what is no character replaced. */
function asStored<T extends object>(value: T): T {
  const restore = (_name: string, item: unknown) =>
    typeof item === 'string' ? item.replace(/\p{Surrogate}/gu, '\ufffd') : item;
  return JSON.parse(JSON.stringify(value), restore) as T;
}

export function sealEntry(key: string, previous: string, given: AuditFacts): AuditEntry {
  const facts = asStored(given);
  const hash = sealOf(key, [previous, canonicalText(facts)]);
  // The store gives it its first revision; the copy says so, since an export must be the same as what is stored.
  return { ...facts, id: entryId(facts.seq), revision: 1, subjectId: facts.subject.id, previous, hash };
}

/** What is wrong with an entry that should follow `last`; undefined when nothing is. */
export function findFault(key: string, last: AuditHead, entry: AuditEntry): string | undefined {
  const expected = last.seq + 1;
  if (entry.seq > expected) return `entry ${expected} is missing: ${entry.seq} stands in its place`;
  if (entry.seq < expected) return `entry ${entry.seq} stands where ${expected} belongs`;
  if (entry.previous !== last.hash) return `entry ${entry.seq} does not follow the entry before it`;
  const isCopied = entry.id === entryId(entry.seq) && entry.subjectId === entry.subject.id && entry.revision === 1;
  if (!isCopied || entry.hash !== sealOf(key, [entry.previous, canonicalText(factsOf(entry))]))
    return `entry ${entry.seq} was changed after it was written`;
  return undefined;
}
