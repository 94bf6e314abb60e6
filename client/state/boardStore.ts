// Holds one board's state and its ticking time; views subscribe to the part they draw.
import type { BoardMessage, BoardState } from './boardState.js';
import { emptyBoard } from './boardState.js';
import { type BoardTime, boardTime } from './boardTime.js';
import { reduceBoard } from './reduceBoard.js';

/** Fine enough that a bell lights with the ear, coarse enough to cost nothing. */
const tickMs = 200;

export interface BoardStore {
  state(): BoardState;
  /** As of the last tick, so that every view of one frame agrees. */
  time(): BoardTime;
  dispatch(message: BoardMessage): BoardState;
  onState(listener: () => void): () => void;
  onTick(listener: () => void): () => void;
}

/** Monotonic, unlike Date.now: a corrected system clock must not move the board. */
function localNow(): number {
  return performance.timeOrigin + performance.now();
}

export function createBoardStore(): BoardStore {
  let state = emptyBoard;
  let time = boardTime(state, localNow());
  let timer: ReturnType<typeof setInterval> | undefined;
  const stateListeners = new Set<() => void>();
  const tickListeners = new Set<() => void>();

  const tick = () => {
    time = boardTime(state, localNow());
    for (const listener of tickListeners) listener();
  };
  return {
    state: () => state,
    time: () => time,
    dispatch(message) {
      const before = state;
      state = reduceBoard(state, message, localNow());
      if (state !== before) {
        time = boardTime(state, localNow());
        for (const listener of stateListeners) listener();
      }
      return state;
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onTick(listener) {
      tickListeners.add(listener);
      timer ??= setInterval(tick, tickMs);
      return () => {
        tickListeners.delete(listener);
        if (tickListeners.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
  };
}
