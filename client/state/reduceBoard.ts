// Folds the messages of the socket into the board: pure, and strict about holes in `seq`.
import type { LiveCallView } from '../../server/contract/callView.js';
import type { BoardMessage, BoardState } from './boardState.js';
import { keepEqual } from './keepEqual.js';

// The shortest delay wins; it may creep up by this much a message, so that a corrected clock is followed within minutes.
const creepMs = 1;

function keepCalls(before: ReadonlyMap<string, LiveCallView>, rows: Iterable<LiveCallView>) {
  const after = new Map<string, LiveCallView>();
  for (const row of rows) after.set(row.sid, keepEqual(before.get(row.sid), row));
  const old = [...before.values()];
  const same = before.size === after.size && [...after.values()].every((row, index) => row === old[index]);
  return same ? before : after;
}

function changeCalls(before: ReadonlyMap<string, LiveCallView>, rows: LiveCallView[], gone: string[]) {
  if (rows.length === 0 && gone.length === 0) return before;
  const merged = new Map(before);
  for (const sid of gone) merged.delete(sid);
  for (const row of rows) merged.set(row.sid, row);
  return keepCalls(
    before,
    [...merged.values()].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt)),
  );
}

/** `now` is the local clock in ms, the same one that ticks the board. */
export function reduceBoard(state: BoardState, message: BoardMessage, now: number): BoardState {
  if (message.type === 'connected') return { ...state, phase: 'waiting' };
  const at = Date.parse(message.body.at);
  if (message.type === 'snapshot') {
    const { seq, metrics, calls } = message.body;
    return {
      phase: 'following',
      seq,
      at,
      offset: now - at,
      metrics: keepEqual(state.metrics, metrics),
      calls: keepCalls(state.calls, calls),
    };
  }
  if (state.phase === 'waiting') return state;
  const { seq, metrics, calls, gone } = message.body;
  if (seq !== state.seq + 1) return { ...state, phase: 'waiting' };
  return {
    phase: 'following',
    seq,
    at,
    offset: Math.min(now - at, state.offset + creepMs),
    metrics: metrics ? keepEqual(state.metrics, metrics) : state.metrics,
    calls: changeCalls(state.calls, calls, gone),
  };
}
