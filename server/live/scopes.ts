// The scopes that anybody watches now: made with the first board, gone with the last.
import type { Clock } from '../base/clock.js';
import type { BoardSource } from '../metrics/boardSource.js';
import { createScope, type Scope } from './scope.js';
import type { Viewer } from './viewer.js';

export interface Scopes {
  /** Sends the first snapshot. Undefined stands for the whole city. @returns how to leave, and how to catch up. */
  enter(departmentId: string | undefined, viewer: Viewer): { leave(): void; refresh(): void };
  stop(): void;
}

export function createScopes({ board, clock }: { board: BoardSource; clock: Clock }): Scopes {
  const watched = new Map<string | undefined, Scope>();
  const stopListening = board.onChange((change) => {
    for (const scope of watched.values()) scope.change(change);
  });

  return {
    enter(departmentId, viewer) {
      const scope = watched.get(departmentId) ?? createScope({ board, clock, departmentId });
      watched.set(departmentId, scope);
      scope.add(viewer);
      return {
        refresh: () => scope.refresh(viewer),
        leave() {
          scope.remove(viewer);
          if (!scope.isEmpty()) return;
          scope.stop();
          watched.delete(departmentId);
        },
      };
    },
    stop() {
      stopListening();
      for (const scope of watched.values()) scope.stop();
      watched.clear();
    },
  };
}
