// What all boards of one department (or of the whole city) see: changes are gathered, built once, and sent to each.
import type { Clock } from '../base/clock.js';
import type { LiveCallView } from '../contract/callView.js';
import type { MetricsView } from '../contract/metricsView.js';
import type { BoardChange, BoardSource } from '../metrics/boardSource.js';
import type { DeltaBody, SnapshotBody, Viewer } from './viewer.js';

/** At most ten messages in any second, with room for timers that fire early. */
const messageGapMs = 105;
/** Figures of a whole city are some 50 kB: four times a second is quicker than an eye reads them. */
const metricsGapMs = 250;
/** At least one message every 2 s, so that a quiet night is not a stale one; the rest is for the way. */
const heartbeatMs = 1_500;

export interface Scope {
  /** Sends the first snapshot. */
  add(viewer: Viewer): void;
  remove(viewer: Viewer): void;
  /** A snapshot for one board that has missed something. */
  refresh(viewer: Viewer): void;
  change(change: BoardChange): void;
  isEmpty(): boolean;
  stop(): void;
}

export function createScope(parts: { board: BoardSource; clock: Clock; departmentId: string | undefined }): Scope {
  const { board, clock, departmentId } = parts;
  const viewers = new Set<Viewer>();
  const known = new Set(board.calls(departmentId).map(({ sid }) => sid));
  const changed = new Map<string, LiveCallView | null>();
  let areMetricsOld = false;
  let isFresh = false;
  let sentAt = clock.now();
  let metricsSentAt = sentAt - metricsGapMs;
  // Built at most once between two changes, however many boards ask.
  let metrics: MetricsView | undefined;
  let calls: LiveCallView[] | undefined;
  let cancel: (() => void) | undefined;
  let dueAt = Number.POSITIVE_INFINITY;

  const now = () => new Date(clock.now()).toISOString();

  function snapshot(): SnapshotBody {
    metrics ??= board.metrics(departmentId);
    calls ??= board.calls(departmentId);
    return { at: now(), metrics, calls };
  }

  function takeDelta(): DeltaBody {
    const rows = [...changed];
    changed.clear();
    const body: DeltaBody = {
      at: now(),
      calls: rows.flatMap(([, row]) => (row ? [row] : [])),
      gone: rows.flatMap(([sid, row]) => (row ? [] : [sid])),
    };
    if (!areMetricsOld || clock.now() < metricsSentAt + metricsGapMs) return body;
    areMetricsOld = false;
    metricsSentAt = clock.now();
    metrics ??= board.metrics(departmentId);
    return { ...body, metrics };
  }

  function send(): void {
    cancel = undefined;
    dueAt = Number.POSITIVE_INFINITY;
    if (isFresh) {
      const body = snapshot();
      isFresh = false;
      areMetricsOld = false;
      changed.clear();
      for (const viewer of viewers) viewer.snapshot(body);
    } else {
      const body = takeDelta();
      for (const viewer of viewers) viewer.delta(body);
    }
    sentAt = clock.now();
    plan();
  }

  function plan(): void {
    if (viewers.size === 0) return;
    const earliest = sentAt + messageGapMs;
    let next = sentAt + heartbeatMs;
    if (isFresh || changed.size > 0) next = earliest;
    else if (areMetricsOld) next = Math.max(earliest, metricsSentAt + metricsGapMs);
    if (next >= dueAt) return;
    cancel?.();
    dueAt = next;
    cancel = clock.at(next, send);
  }

  /** @returns whether the change touches this scope. A call may also leave a department by moving to another. */
  function noteRow({ sid, row, departmentId: home }: BoardChange): boolean {
    if (sid === null) return true;
    const isMine = departmentId === undefined || home === departmentId;
    if (row && isMine) {
      known.add(sid);
      changed.set(sid, row);
      return true;
    }
    const wasMine = known.delete(sid);
    if (wasMine) changed.set(sid, null);
    // A finished call may have counted here before late news moved it.
    return wasMine || row === null;
  }

  return {
    add(viewer) {
      viewers.add(viewer);
      viewer.snapshot(snapshot());
      plan();
    },
    remove: (viewer) => void viewers.delete(viewer),
    refresh: (viewer) => viewer.snapshot(snapshot()),
    change(change) {
      if (change.fresh) {
        isFresh = true;
        known.clear();
        for (const { sid } of board.calls(departmentId)) known.add(sid);
      } else if (!noteRow(change)) {
        return;
      }
      areMetricsOld = true;
      metrics = undefined;
      calls = undefined;
      plan();
    },
    isEmpty: () => viewers.size === 0,
    stop() {
      cancel?.();
      cancel = undefined;
      viewers.clear();
    },
  };
}
