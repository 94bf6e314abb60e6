// A wallboard without a screen: a real socket that keeps what it hears and lets a test wait for a moment in it.
import { io } from 'socket.io-client';
import { type Delta, type ServerToClient, type Snapshot, wallboardNamespace } from '../../server/contract/board.js';
import type { LiveCallView } from '../../server/contract/callView.js';
import type { ErrorView } from '../../server/contract/errorView.js';
import type { MetricsView } from '../../server/contract/metricsView.js';

export interface BoardState {
  snapshots: Snapshot[];
  deltas: Delta[];
  seqs: number[];
  refusals: ErrorView[];
  /** Why the socket could not connect or was let go. */
  endings: string[];
  metrics: MetricsView | undefined;
  calls: Map<string, LiveCallView>;
}

export interface BoardClientOptions {
  cookie?: string;
  headers?: Record<string, string>;
  department?: string;
  transports?: ('websocket' | 'polling')[];
  /** Sends no watch at all. */
  silent?: boolean;
}

export interface BoardClient {
  state: BoardState;
  watch(department?: string): void;
  /** Resolves once `holds` does; checked at every message. The test's own time limit ends the wait. */
  until(holds: (state: BoardState) => boolean): Promise<BoardState>;
  close(): void;
}

export function openBoard(base: string, options: BoardClientOptions = {}): BoardClient {
  const { cookie, headers, department, transports = ['websocket'], silent = false } = options;
  const socket = io(base + wallboardNamespace, {
    transports,
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...(cookie === undefined ? {} : { cookie }), ...headers },
  });
  const state: BoardState = {
    snapshots: [],
    deltas: [],
    seqs: [],
    refusals: [],
    endings: [],
    metrics: undefined,
    calls: new Map(),
  };
  const waiting = new Set<() => void>();
  const checkAll = () => {
    for (const check of waiting) check();
  };
  const watch = (wanted?: string) => void socket.emit('watch', wanted === undefined ? {} : { department: wanted });
  const hear: ServerToClient = {
    snapshot(message) {
      state.snapshots.push(message);
      state.seqs.push(message.seq);
      state.metrics = message.metrics;
      state.calls = new Map(message.calls.map((row) => [row.sid, row]));
      checkAll();
    },
    delta(message) {
      state.deltas.push(message);
      state.seqs.push(message.seq);
      state.metrics = message.metrics ?? state.metrics;
      for (const row of message.calls) state.calls.set(row.sid, row);
      for (const sid of message.gone) state.calls.delete(sid);
      checkAll();
    },
    refused(message) {
      state.refusals.push(message);
      checkAll();
    },
  };
  const end = (why: string) => {
    state.endings.push(why);
    checkAll();
  };
  socket.on('snapshot', hear.snapshot).on('delta', hear.delta).on('refused', hear.refused);
  socket.on('connect_error', (error) => end(error.message)).on('disconnect', end);
  socket.on('connect', () => {
    if (!silent) watch(department);
  });
  return {
    state,
    watch,
    until: (holds) =>
      new Promise((resolve) => {
        const check = () => {
          if (!holds(state)) return;
          waiting.delete(check);
          resolve(state);
        };
        waiting.add(check);
        check();
      }),
    close: () => void socket.disconnect(),
  };
}
