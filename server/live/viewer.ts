// One connected board: numbers its messages without holes, and is never allowed to fall behind in a queue.
import type { Delta, Snapshot } from '../contract/board.js';

export type SnapshotBody = Omit<Snapshot, 'seq'>;
export type DeltaBody = Omit<Delta, 'seq'>;

/** The connection as the viewer sees it. */
export interface Wire {
  snapshot(message: Snapshot): void;
  delta(message: Delta): void;
  /** Messages accepted but not yet handed to the network. */
  backlog(): number;
}

/** Deltas come every 0.1 s at most: eight waiting are a second of a stalled line, and at most about 1 MB. */
export const longestBacklog = 8;

export interface Viewer {
  snapshot(body: SnapshotBody): void;
  delta(body: DeltaBody): void;
  /** The line moves again: whether this board missed something and needs a fresh snapshot. */
  needsSnapshot(): boolean;
}

export function createViewer(wire: Wire): Viewer {
  let seq = 0;
  let isBehind = false;

  /** A board that does not take its messages gets none: later one snapshot replaces all that it missed. */
  function hasRoom(): boolean {
    isBehind ||= wire.backlog() >= longestBacklog;
    return !isBehind;
  }

  return {
    snapshot(body) {
      if (!hasRoom()) return;
      seq += 1;
      wire.snapshot({ seq, ...body });
    },
    delta(body) {
      if (!hasRoom()) return;
      seq += 1;
      wire.delta({ seq, ...body });
    },
    needsSnapshot() {
      if (!isBehind || wire.backlog() >= longestBacklog) return false;
      isBehind = false;
      return true;
    },
  };
}
