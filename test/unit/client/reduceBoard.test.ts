// The browser's fold of socket messages: strict about order, and it keeps what has not changed.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BoardMessage, type BoardState, emptyBoard } from '../../../client/state/boardState.js';
import { reduceBoard } from '../../../client/state/reduceBoard.js';
import type { LiveCallView } from '../../../server/contract/callView.js';
import { busyScene, emptyScene, ringingCall } from '../../browser/boardFixture.js';

const start = Date.parse('2026-11-23T01:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();
const snapshot = (seq: number, at: number, calls: LiveCallView[] = []): BoardMessage => ({
  type: 'snapshot',
  body: { seq, at: iso(at), metrics: emptyScene().metrics, calls },
});
const delta = (seq: number, at: number, calls: LiveCallView[] = [], gone: string[] = []): BoardMessage => ({
  type: 'delta',
  body: { seq, at: iso(at), calls, gone },
});
const fold = (messages: BoardMessage[], from: BoardState = emptyBoard) =>
  messages.reduce((state, message) => reduceBoard(state, message, start), from);

describe('the board in the browser', () => {
  test('follows deltas that count on from the snapshot', () => {
    const [one, two] = [ringingCall('CA1', 'tax', start, 9), ringingCall('CA2', 'tax', start, 3)];
    const state = fold([snapshot(4, start, [one]), delta(5, start, [two]), delta(6, start, [], ['CA1'])]);
    expect(state.phase).toBe('following');
    expect([...state.calls.keys()]).toEqual(['CA2']);
  });

  test('waits for a snapshot from a hole in the numbers on, and drops what comes before it', () => {
    const late = ringingCall('CA9', 'tax', start, 1);
    const broken = fold([snapshot(0, start), delta(2, start, [late])]);
    expect(broken.phase).toBe('waiting');
    expect(fold([delta(3, start, [late])], broken)).toBe(broken);
    expect(fold([snapshot(4, start)], broken)).toMatchObject({ phase: 'following', seq: 4 });
  });

  test('treats a repeated number as a hole too', () => {
    expect(fold([snapshot(0, start), delta(1, start), delta(1, start)]).phase).toBe('waiting');
  });

  test('waits again after a new connection while it keeps showing what it knows', () => {
    const state = fold([snapshot(7, start, [ringingCall('CA1', 'tax', start, 2)]), { type: 'connected' }]);
    expect(state.phase).toBe('waiting');
    expect(state.calls.size).toBe(1);
  });

  test('keeps unchanged rows and figures as the same objects', () => {
    const scene = busyScene(start);
    const first = fold([{ type: 'snapshot', body: { seq: 0, at: iso(start), ...scene } }]);
    const again = fold([{ type: 'snapshot', body: { seq: 1, at: iso(start), ...structuredClone(scene) } }], first);
    expect(again.calls).toBe(first.calls);
    expect(again.metrics).toBe(first.metrics);
    const changed = { ...ringingCall('CA07', 'welfare', start, 1), cover: true };
    const next = fold([delta(2, start, [changed])], again);
    expect(next.calls.get('CA01')).toBe(first.calls.get('CA01'));
    expect(next.calls.get('CA07')).not.toBe(first.calls.get('CA07'));
  });

  test('takes server time from the message that travelled fastest', () => {
    const local = (state: BoardState, message: BoardMessage, delay: number) =>
      reduceBoard(state, message, Date.parse(message.type === 'connected' ? iso(start) : message.body.at) + delay);
    const slow = local(emptyBoard, snapshot(0, start), 900);
    const fast = local(slow, delta(1, start + 100), 40);
    expect(local(fast, delta(2, start + 200), 700).offset).toBe(41);
  });

  test('ends with the same calls however a run of changes is cut into deltas', () => {
    const change = fc.record({ sid: fc.constantFrom('a', 'b', 'c', 'd'), isGone: fc.boolean(), seconds: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const expected = new Map<string, LiveCallView>();
        const deltas = changes.map(({ sid, isGone, seconds }, index) => {
          const row = ringingCall(sid, 'tax', start, seconds);
          if (isGone) expected.delete(sid);
          else expected.set(sid, row);
          return delta(index + 1, start, isGone ? [] : [row], isGone ? [sid] : []);
        });
        const { calls, phase } = fold([snapshot(0, start), ...deltas]);
        expect(phase).toBe('following');
        expect(Object.fromEntries(calls)).toEqual(Object.fromEntries(expected));
        const starts = [...calls.values()].map(({ startedAt }) => startedAt);
        expect(starts).toEqual([...starts].sort());
      }),
    );
  });
});
