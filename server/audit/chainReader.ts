// Reads a stretch of the chain link by link, and holds it against heads that were printed earlier.
import type { AuditEntry } from './auditEntry.js';
import { type AuditHead, findFault } from './chain.js';

export interface ChainReader {
  /** @returns what is wrong with the next entry. */
  add(entry: AuditEntry): string | undefined;
  /** @returns what is missing now that there are no more. */
  end(): string | undefined;
  head(): AuditHead;
  count(): number;
}

export interface Stretch {
  key: string;
  /** The link that the first entry continues. */
  follows: AuditHead;
  /** Printed earlier. */
  heads: readonly AuditHead[];
}

export function createChainReader({ key, follows, heads }: Stretch): ChainReader {
  let last = follows;
  const unseen = new Map(heads.map((head) => [head.seq, head]));

  function compare({ seq, hash }: AuditHead): string | undefined {
    const differs = heads.some((head) => head.seq === seq && head.hash !== hash);
    unseen.delete(seq);
    return differs ? `entry ${seq} is not the one of the printed head` : undefined;
  }
  const atTheStart = compare(follows);

  return {
    add(entry) {
      const fault = atTheStart ?? findFault(key, last, entry) ?? compare(entry);
      last = { seq: entry.seq, hash: entry.hash };
      return fault;
    },
    end() {
      if (atTheStart !== undefined) return atTheStart;
      const [head] = unseen.values();
      if (!head) return undefined;
      return head.seq > last.seq
        ? `entry ${head.seq} of the printed head is missing: the last one here is ${last.seq}`
        : `entry ${head.seq} of the printed head cannot be compared: the first one here is ${follows.seq + 1}`;
    },
    head: () => last,
    count: () => last.seq - follows.seq,
  };
}
