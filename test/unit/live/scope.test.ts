// What boards of one scope are told, and when.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Delta, deltaSchema, type Snapshot, snapshotSchema } from '../../../server/contract/board.js';
import type { LiveCallView } from '../../../server/contract/callView.js';
import { createScope } from '../../../server/live/scope.js';
import { createViewer, longestBacklog } from '../../../server/live/viewer.js';
import { fakeBoard, ringingRow } from '../../support/fakeBoard.js';
import { manualClock } from '../../support/manualClock.js';

type Heard = { at: number; message: { snapshot: Snapshot } | { delta: Delta } };

function stage(departmentId?: string) {
  const clock = manualClock(Date.UTC(2026, 10, 23, 1));
  const board = fakeBoard();
  const scope = createScope({ board, clock, departmentId });
  board.onChange((change) => scope.change(change));
  const join = () => {
    const heard: Heard[] = [];
    let backlog = 0;
    const viewer = createViewer({
      snapshot: (snapshot) => heard.push({ at: clock.now(), message: { snapshot } }),
      delta: (delta) => heard.push({ at: clock.now(), message: { delta } }),
      backlog: () => backlog,
    });
    return {
      heard,
      viewer,
      stall: (messages: number) => {
        backlog = messages;
      },
      snapshots: () => heard.flatMap(({ message }) => ('snapshot' in message ? [message.snapshot] : [])),
      deltas: () => heard.flatMap(({ message }) => ('delta' in message ? [message.delta] : [])),
    };
  };
  return { clock, board, scope, join };
}

/** What a board shows after everything it heard. */
function shown(heard: readonly Heard[]): Map<string, LiveCallView> {
  const rows = new Map<string, LiveCallView>();
  for (const { message } of heard) {
    if ('snapshot' in message) {
      rows.clear();
      for (const row of message.snapshot.calls) rows.set(row.sid, row);
    } else {
      for (const row of message.delta.calls) rows.set(row.sid, row);
      for (const sid of message.delta.gone) rows.delete(sid);
    }
  }
  return rows;
}

const seqs = (heard: readonly Heard[]) =>
  heard.map(({ message }) => ('snapshot' in message ? message.snapshot.seq : message.delta.seq));

describe('a scope', () => {
  test('greets a board with the whole, then tells it what changed', () => {
    const { board, clock, scope, join } = stage();
    board.put(ringingRow('CA1'));
    const one = join();
    scope.add(one.viewer);
    expect(snapshotSchema.parse(one.snapshots()[0])).toMatchObject({ seq: 1, calls: [{ sid: 'CA1' }] });
    board.put(ringingRow('CA2'));
    board.drop('CA1');
    clock.advance(200);
    expect(one.deltas()).toHaveLength(1);
    const [delta] = one.deltas();
    expect(deltaSchema.parse(delta)).toMatchObject({ seq: 2, calls: [{ sid: 'CA2' }], gone: ['CA1'] });
    expect(delta?.metrics?.now.ringing).toBe(1);
  });

  test('a quiet night is told at least every two seconds, without content', () => {
    const { clock, scope, join } = stage();
    const one = join();
    scope.add(one.viewer);
    clock.advance(60_000);
    const times = one.heard.map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2_000);
    expect(one.deltas().length).toBeGreaterThanOrEqual(29);
    expect(one.deltas().every(({ calls, gone, metrics }) => calls.length + gone.length === 0 && !metrics)).toBe(true);
  });

  test('however much changes, no second brings more than ten deltas, and the last word gets through', () => {
    const { board, clock, scope, join } = stage();
    const one = join();
    scope.add(one.viewer);
    for (let step = 0; step < 1_000; step += 1) {
      board.put({ ...ringingRow(`CA${step % 7}`), transferredAtSeconds: [step] });
      clock.advance(3);
    }
    clock.advance(1_000);
    const deltaTimes = one.heard.filter(({ message }) => 'delta' in message).map(({ at }) => at);
    for (const from of deltaTimes) {
      expect(deltaTimes.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(10);
    }
    expect([...shown(one.heard).values()].map((row) => row.transferredAtSeconds[0]).sort()).toEqual([
      993, 994, 995, 996, 997, 998, 999,
    ]);
    expect(one.deltas().findLast(({ metrics }) => metrics)?.metrics?.now.ringing).toBe(7);
  });

  test('figures are built once for all boards of the scope', () => {
    const { board, clock, scope, join } = stage();
    for (let index = 0; index < 20; index += 1) scope.add(join().viewer);
    expect(board.builds).toBe(1);
    board.put(ringingRow('CA1'));
    clock.advance(1_000);
    expect(board.builds).toBe(2);
  });

  test('a department hears only its own calls, and lets go of one that moved away', () => {
    const { board, clock, scope, join } = stage('tax');
    const one = join();
    scope.add(one.viewer);
    board.put(ringingRow('CA1', 'tax'));
    board.put(ringingRow('CA2', 'water'));
    clock.advance(1_000);
    expect([...shown(one.heard).keys()]).toEqual(['CA1']);
    board.put(ringingRow('CA1', 'water'));
    clock.advance(1_000);
    expect(shown(one.heard).size).toBe(0);
    expect(one.deltas().findLast(({ metrics }) => metrics)?.metrics?.now.ringing).toBe(0);
  });

  test('local midnight brings every board the whole afresh', () => {
    const { board, clock, scope, join } = stage();
    const boards = [join(), join()];
    for (const { viewer } of boards) scope.add(viewer);
    board.emit({ sid: null, row: null, departmentId: null, fresh: true });
    clock.advance(200);
    for (const { heard, snapshots } of boards) {
      expect(snapshots()).toHaveLength(2);
      expect(seqs(heard)).toEqual([1, 2]);
    }
  });

  test('a board that does not take its messages gets one fresh snapshot later, numbered without a hole', () => {
    const { board, clock, scope, join } = stage();
    const one = join();
    scope.add(one.viewer);
    one.stall(longestBacklog);
    for (let step = 0; step < 50; step += 1) {
      board.put(ringingRow(`CA${step}`));
      clock.advance(100);
    }
    expect(one.heard).toHaveLength(1);
    expect(one.viewer.needsSnapshot()).toBe(false);
    one.stall(0);
    expect(one.viewer.needsSnapshot()).toBe(true);
    scope.refresh(one.viewer);
    expect(one.viewer.needsSnapshot()).toBe(false);
    expect(shown(one.heard).size).toBe(50);
    clock.advance(2_000);
    expect(seqs(one.heard)).toEqual(one.heard.map((_heard, index) => index + 1));
  });

  test('a stopped scope says nothing more', () => {
    const { board, clock, scope, join } = stage();
    const one = join();
    scope.add(one.viewer);
    scope.stop();
    board.put(ringingRow('CA1'));
    clock.advance(10_000);
    expect(one.heard).toHaveLength(1);
  });

  test('whatever happens, boards that joined at different times show the same calls in the end', () => {
    const step = fc.record({
      call: fc.integer({ min: 0, max: 5 }),
      department: fc.constantFrom('tax', 'water', null),
      leaves: fc.boolean(),
      wait: fc.integer({ min: 0, max: 300 }),
      joins: fc.boolean(),
      stalls: fc.constantFrom(0, 0, longestBacklog),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom(undefined, 'tax'), (steps, department) => {
        const { board, clock, scope, join } = stage(department);
        const boards = [join()];
        for (const { viewer } of boards) scope.add(viewer);
        for (const { call, department: home, leaves, wait, joins, stalls } of steps) {
          if (joins) {
            const newcomer = join();
            boards.push(newcomer);
            scope.add(newcomer.viewer);
          }
          boards[0]?.stall(stalls);
          if (leaves) board.drop(`CA${call}`);
          else board.put(ringingRow(`CA${call}`, home));
          clock.advance(wait);
          if (stalls === 0 && boards[0]?.viewer.needsSnapshot()) scope.refresh(boards[0].viewer);
        }
        boards[0]?.stall(0);
        if (boards[0]?.viewer.needsSnapshot()) scope.refresh(boards[0].viewer);
        clock.advance(2_000);
        const truth = new Map(board.calls(department).map((row) => [row.sid, row]));
        for (const { heard } of boards) {
          expect(shown(heard)).toEqual(truth);
          expect(seqs(heard)).toEqual(heard.map((_heard, index) => index + 1));
        }
      }),
      { numRuns: 200 },
    );
  });
});
