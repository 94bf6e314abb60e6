// Gives views the board: a slice of its state, or a value that is read from its ticking time.
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { BoardSettings } from '../../server/contract/boardSettings.js';
import type { BoardState } from './boardState.js';
import type { BoardStore } from './boardStore.js';
import type { BoardTime } from './boardTime.js';
import { keepEqual } from './keepEqual.js';

export interface BoardContextValue {
  store: BoardStore;
  /** null until GET /api/board has answered. */
  settings: BoardSettings | null;
  /** The one department that is watched, or undefined for the whole city. */
  department: string | undefined;
  /** The server knows no such department. */
  hasNoDepartment: boolean;
}

export const BoardContext = createContext<BoardContextValue | null>(null);

export function useBoard(): BoardContextValue {
  const board = useContext(BoardContext);
  if (!board) throw new Error('A board view was rendered outside of a board.');
  return board;
}

export function useBoardState<T>(read: (state: BoardState) => T): T {
  const { store } = useBoard();
  return useSyncExternalStore(store.onState, () => read(store.state()));
}

/** The view is drawn again only when the value read is no longer equal; `read` returns a JSON value. */
export function useTick<T>(read: (time: BoardTime) => T): T {
  const { store } = useBoard();
  const last = useRef<T | undefined>(undefined);
  return useSyncExternalStore(store.onTick, () => {
    last.current = keepEqual(last.current, read(store.time()));
    return last.current;
  });
}
