// What this process committed of late. No other process writes here, and this one shows its own commits itself; the answer
// is the same question's answer as on a shared database, for the few minutes that anybody asks back.
import type { Clock } from '../../base/clock.js';
import { type ChangeQuery, type Changes, StorageError } from '../port.js';

export interface RecentChanges {
  note(id: string, revision: number): void;
  since(query: ChangeQuery): Changes;
}

/** Four minutes of a large city, under a megabyte. */
const mostRemembered = 5_000;

interface Change {
  id: string;
  revision: number;
  order: number;
  at: number;
}

function readMarker(marker: string): { order: number; at: number } {
  const [order, at] = marker.split(':').map(Number);
  if (order === undefined || at === undefined || !Number.isFinite(order + at)) {
    throw new StorageError('cursor', 'This is not a marker of changes.');
  }
  return { order, at };
}

export function createRecentChanges(clock: Clock): RecentChanges {
  /** Oldest first. */
  const changes = new Map<string, Change>();
  let order = 0;
  let marker = '0:0';
  return {
    note(id, revision) {
      // Two commits of one document may be told in the other order.
      if (revision < (changes.get(id)?.revision ?? 0)) return;
      changes.delete(id);
      order += 1;
      const at = clock.now();
      changes.set(id, { id, revision, order, at });
      marker = `${order}:${at}`;
      if (changes.size <= mostRemembered) return;
      for (const oldest of changes.keys()) {
        changes.delete(oldest);
        break;
      }
    },
    since({ after, overlapMs = 0 }) {
      if (after === undefined) return { entries: [], marker, isComplete: true };
      const last = readMarker(after);
      const entries = [...changes.values()]
        .filter((change) => change.order > last.order || (overlapMs > 0 && change.at >= last.at - overlapMs))
        .map(({ id, revision }) => ({ id, revision }));
      return { entries, marker, isComplete: true };
    },
  };
}
