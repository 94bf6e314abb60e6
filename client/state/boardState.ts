// What the browser knows of the board, and the messages that may change it.
import type { Delta, Snapshot } from '../../server/contract/board.js';
import type { LiveCallView } from '../../server/contract/callView.js';
import type { MetricsView } from '../../server/contract/metricsView.js';

export interface BoardState {
  /** `waiting` until a snapshot arrives, and again from a hole in `seq` until the next snapshot. */
  phase: 'waiting' | 'following';
  seq: number;
  metrics: MetricsView | null;
  /** Live calls by sid, oldest first. */
  calls: ReadonlyMap<string, LiveCallView>;
  /** Server time of the last message that was applied, ms; null before the first. */
  at: number | null;
  /** Local clock minus server clock, ms, with the shortest delay seen. */
  offset: number;
}

export type BoardMessage =
  | { type: 'connected' }
  | { type: 'snapshot'; body: Snapshot }
  | { type: 'delta'; body: Delta };

export const emptyBoard: BoardState = {
  phase: 'waiting',
  seq: -1,
  metrics: null,
  calls: new Map(),
  at: null,
  offset: 0,
};
