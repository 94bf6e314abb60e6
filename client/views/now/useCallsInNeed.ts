// The calls that need someone; a new list only when a call changes or the clock moves one over a limit.
import { type CallInNeed, callsInNeed } from '../../state/attention.js';
import { useBoard, useBoardState, useTick } from '../../state/boardHooks.js';

const nobody: CallInNeed[] = [];

export function useCallsInNeed(): CallInNeed[] {
  const { settings } = useBoard();
  const calls = useBoardState((state) => state.calls);
  return useTick(({ board }) => (settings ? callsInNeed(calls.values(), settings.rule, board) : nobody));
}
