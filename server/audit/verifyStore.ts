// Proves the access record where it is stored, from its checkpoint to its last entry.
import type { Collection } from '../storage/port.js';
import type { AuditEntry } from './auditEntry.js';
import type { AuditHead } from './chain.js';
import { createChainReader } from './chainReader.js';
import { isSealed, latestCheckpoint, linkBefore } from './checkpoint.js';

export type StoreVerdict = { ok: true; first: number; count: number; head: AuditHead } | { ok: false; fault: string };

const perPage = 1_000;

export async function verifyStore(
  entries: Collection<AuditEntry>,
  key: string,
  heads: readonly AuditHead[],
): Promise<StoreVerdict> {
  const checkpoint = await latestCheckpoint(entries);
  if (checkpoint && !isSealed(key, checkpoint)) return { ok: false, fault: 'the checkpoint was changed' };
  const follows = linkBefore(checkpoint);
  const reader = createChainReader({ key, follows, heads });
  const range = { from: follows.seq + 1 };
  for (let after: string | null | undefined; after !== null; ) {
    const beyond = after === undefined ? {} : { after };
    const page = await entries.list({ index: 'bySeq', range, limit: perPage, ...beyond });
    for (const entry of page.items) {
      const fault = reader.add(entry);
      if (fault !== undefined) return { ok: false, fault };
    }
    after = page.nextCursor;
  }
  const fault = reader.end();
  return fault === undefined
    ? { ok: true, first: follows.seq + 1, count: reader.count(), head: reader.head() }
    : { ok: false, fault };
}
