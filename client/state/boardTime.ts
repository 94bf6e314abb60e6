// The three times of a board: the wall clock, the moment up to which calls may be ticked, and the age of the data.
import type { BoardState } from './boardState.js';

export type Connection = 'connecting' | 'live' | 'stale';

/** The server speaks at least every 2 s; the promise is to say so within 5 s of silence. */
export const staleAfterMs = 4_500;

export interface BoardTime {
  /** Server time now, ms. */
  wall: number;
  /** Server time for ticking calls, ms: it stops with the data, because a clock that runs on is a guess. */
  board: number;
  ageMs: number | null;
  connection: Connection;
}

/** `local` is the same clock that stamped the messages, ms. */
export function boardTime(state: Pick<BoardState, 'at' | 'offset'>, local: number): BoardTime {
  const wall = local - state.offset;
  if (state.at === null) return { wall, board: wall, ageMs: null, connection: 'connecting' };
  const ageMs = Math.max(0, wall - state.at);
  return {
    wall,
    board: Math.min(wall, state.at + staleAfterMs),
    ageMs,
    connection: ageMs >= staleAfterMs ? 'stale' : 'live',
  };
}
