// A board whose calls and figures a test sets by hand, and which counts how often it was asked.
import type { LiveCallView } from '../../server/contract/callView.js';
import type { Figures, MetricsView } from '../../server/contract/metricsView.js';
import type { BoardChange, BoardSource } from '../../server/metrics/boardSource.js';
import { figuresOf } from '../../server/metrics/figuresOf.js';
import { emptyTally } from '../../server/metrics/tally.js';

/** A day without calls, as the product itself prints it. */
export const emptyFigures: Figures = figuresOf(emptyTally(), 20);

export function ringingRow(sid: string, departmentId: string | null = 'tax'): LiveCallView {
  return {
    sid,
    departmentId,
    state: 'ringing',
    startedAt: '2026-11-23T01:00:00.000Z',
    ringingSince: '2026-11-23T01:00:01.000Z',
    ringSeconds: null,
    talkingSince: null,
    cover: false,
    transferredAtSeconds: [],
    breaches: [],
    ringResult: null,
  };
}

export interface FakeBoard extends BoardSource {
  put(row: LiveCallView): void;
  drop(sid: string): void;
  emit(change: BoardChange): void;
  /** How often whole figures were built. */
  readonly builds: number;
}

export function fakeBoard(): FakeBoard {
  const rows = new Map<string, LiveCallView>();
  const listeners = new Set<(change: BoardChange) => void>();
  let builds = 0;
  const emit = (change: BoardChange) => {
    for (const listener of listeners) listener(change);
  };
  const calls = (departmentId?: string) =>
    [...rows.values()].filter((row) => departmentId === undefined || row.departmentId === departmentId);
  return {
    get builds() {
      return builds;
    },
    calls,
    metrics(departmentId): MetricsView {
      builds += 1;
      return {
        day: {
          ...emptyFigures,
          date: '2026-11-23',
          timeZone: 'Asia/Seoul',
          preset: 'ulsan',
          version: 1,
          hours: [],
        },
        now: {
          ringing: calls(departmentId).length,
          talking: 0,
          longestRingingSince: null,
          longestRingingDepartmentId: null,
          pastThirdRing: 0,
          pastThreeMinutes: 0,
          spooled: 0,
        },
        departments: [],
      };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit,
    put(row) {
      rows.set(row.sid, row);
      emit({ sid: row.sid, row, departmentId: row.departmentId, fresh: false });
    },
    drop(sid) {
      const departmentId = rows.get(sid)?.departmentId ?? null;
      rows.delete(sid);
      emit({ sid, row: null, departmentId, fresh: false });
    },
  };
}
