// Retention: entries whose time is over are replaced by a checkpoint, which is durable before the first of them goes.
import type { Collection } from '../storage/port.js';
import type { AuditEntry } from './auditEntry.js';
import { checkpointNote, latestCheckpoint } from './checkpoint.js';
import { systemActor } from './systemActor.js';
import type { AuditTrail } from './trail.js';

export interface ForgettingParts {
  entries: Collection<AuditEntry>;
  audit: Pick<AuditTrail, 'by'>;
  key: string;
}

/**
 * Safe to stop anywhere and to run again, also in several processes: what a checkpoint names and is still there goes next time.
 * @param keptFrom ms; older entries go. Nothing of the chain's order is lost, since no entry is older than the one before.
 * @returns how many went.
 */
export async function forgetOld({ entries, audit, key }: ForgettingParts, keptFrom: number): Promise<number> {
  const known = await latestCheckpoint(entries);
  const { items } = await entries.list({ index: 'byTime', range: { to: keptFrom }, order: 'descending', limit: 1 });
  const [last] = items;
  const isNew = last !== undefined && last.seq > (known?.seq ?? 0);
  if (isNew) await audit.by(systemActor).record(checkpointNote(key, last, keptFrom));
  const through = isNew ? last.seq : known?.seq;
  return through === undefined ? 0 : entries.removeRange({ index: 'bySeq', range: { to: through + 1 } });
}
