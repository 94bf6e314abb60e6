// The events that wait for the database, by the call that they name, in the order in which they came.
import { type CallEvent, placeOf } from '../calls/callEvent.js';
import type { Spooled } from './openSpool.js';

export interface WaitingEvents {
  add(entry: Spooled<CallEvent>): void;
  /** @returns whether it was still waiting. */
  remove(entry: Spooled<CallEvent>): boolean;
  has(callId: string): boolean;
  /** Events of the call, oldest first. */
  of(callId: string): readonly Spooled<CallEvent>[];
  /** The calls that have waited longest, at most so many. */
  first(count: number): string[];
  /** Lets all other calls go first. */
  postpone(callId: string): void;
  size(): number;
}

export function createWaitingEvents(): WaitingEvents {
  const byCall = new Map<string, Set<Spooled<CallEvent>>>();
  let size = 0;
  return {
    add(entry) {
      const id = placeOf(entry.value);
      const entries = byCall.get(id) ?? new Set();
      byCall.set(id, entries.add(entry));
      size += 1;
    },
    remove(entry) {
      const id = placeOf(entry.value);
      const entries = byCall.get(id);
      if (!entries?.delete(entry)) return false;
      if (entries.size === 0) byCall.delete(id);
      size -= 1;
      return true;
    },
    has: (callId) => byCall.has(callId),
    of: (callId) => [...(byCall.get(callId) ?? [])],
    first(count) {
      const ids: string[] = [];
      for (const id of byCall.keys()) {
        if (ids.length === count) break;
        ids.push(id);
      }
      return ids;
    },
    postpone(callId) {
      const entries = byCall.get(callId);
      if (!entries) return;
      byCall.delete(callId);
      byCall.set(callId, entries);
    },
    size: () => size,
  };
}
