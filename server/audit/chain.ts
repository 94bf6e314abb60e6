// The links of the access record: every entry's hash covers the entry before, so that no byte, order or gap can change unseen.
import { createHmac } from 'node:crypto';
import { canonicalText } from '../base/canonicalText.js';
import type { AuditEntry, AuditFacts } from './auditEntry.js';

/** @param key is kept outside the database: whoever can rewrite the entries still cannot make their hashes. */
export function hashOf(key: string, previous: string, facts: AuditFacts): string {
  return createHmac('sha256', key)
    .update(`${previous}\n${canonicalText(facts)}`)
    .digest('base64url');
}

/** The facts as they were hashed. */
export function factsOf(entry: AuditEntry): AuditFacts {
  const { id: _id, revision: _revision, subjectId: _subjectId, previous: _previous, hash: _hash, ...facts } = entry;
  return facts;
}

/** The id, in the order of the chain. */
export const entryId = (seq: number) => String(seq).padStart(12, '0');

export function sealEntry(key: string, previous: string, facts: AuditFacts): AuditEntry {
  const hash = hashOf(key, previous, facts);
  return { ...facts, id: entryId(facts.seq), revision: 0, subjectId: facts.subject.id, previous, hash };
}
