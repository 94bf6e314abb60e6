// A checkpoint stands for the entries that were removed when their time was over: an entry of the chain, sealed once more
// so that its statement can be carried in front of an export.
import { z } from 'zod';
import { canonicalText } from '../base/canonicalText.js';
import type { Collection } from '../storage/port.js';
import type { AuditEntry, AuditNote } from './auditEntry.js';
import { type AuditHead, noEntries, sealOf } from './chain.js';

export const checkpointSchema = z.strictObject({
  /** Entries removed since the first; equal to `seq`, since there are no gaps. */
  count: z.number().int().positive(),
  /** The last removed entry. */
  seq: z.number().int().positive(),
  hash: z.string(),
  /** ms: entries from here on were kept. */
  keptFrom: z.number().int(),
  seal: z.string(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

function sealCheckpoint(key: string, facts: Omit<Checkpoint, 'seal'>): string {
  return sealOf(key, ['checkpoint', canonicalText(facts)]);
}

export function isSealed(key: string, { seal, ...facts }: Checkpoint): boolean {
  return seal === sealCheckpoint(key, facts);
}

export function checkpointNote(key: string, { seq, hash }: AuditHead, keptFrom: number): AuditNote {
  const facts = { count: seq, seq, hash, keptFrom };
  return {
    kind: 'checkpoint',
    subject: { type: 'audit', id: null, whose: null, departmentId: null },
    task: 'audit.forget',
    reason: null,
    before: null,
    after: { ...facts, seal: sealCheckpoint(key, facts) },
    target: null,
  };
}

/** Undefined while nothing was ever removed. */
export async function latestCheckpoint(entries: Collection<AuditEntry>): Promise<Checkpoint | undefined> {
  const { items } = await entries.list({ index: 'byKind', equals: ['checkpoint'], order: 'descending', limit: 1 });
  return items[0] && checkpointSchema.parse(items[0].after);
}

/** Behind which link the kept entries begin. */
export const linkBefore = (checkpoint: Checkpoint | undefined): AuditHead =>
  checkpoint ? { seq: checkpoint.seq, hash: checkpoint.hash } : noEntries;
