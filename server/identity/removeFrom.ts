// A removal as the access record wants it: with an outcome, like any other write.
import type { Collection, StoredDocument, WriteOutcome } from '../storage/port.js';

export async function removeFrom<T extends StoredDocument>(
  collection: Collection<T>,
  document: T,
): Promise<WriteOutcome> {
  const removed = await collection.remove(document.id);
  return removed ? { ok: true, revision: document.revision + 1 } : { ok: false, code: 'not-found' };
}
