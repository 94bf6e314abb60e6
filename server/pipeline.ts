// The product on one screen: a webhook's event becomes a durable call, its judgement, moving figures, and a line to every board.
import type { Clock } from './base/clock.js';
import type { Logger } from './base/logger.js';
import { type CallEvent, placeOf } from './calls/callEvent.js';
import { silentCallMs } from './calls/limits.js';
import { breaches, breachOf } from './ledger/breach.js';
import { type CallRecord, calls } from './ledger/callRecord.js';
import { createBreachKeeper } from './ledger/keepBreaches.js';
import { createLedger } from './ledger/ledger.js';
import { readSince } from './ledger/readSince.js';
import type { BoardSource } from './metrics/boardSource.js';
import { LiveBoard } from './metrics/liveBoard.js';
import { localDayStart } from './metrics/localDay.js';
import { createBoardPicture } from './spool/boardPicture.js';
import { createIntake } from './spool/intake.js';
import type { Spool } from './spool/openSpool.js';
import type { Store } from './storage/port.js';
import type { Rule } from './verdict/verdict.js';

export interface PipelineParts {
  store: Store;
  spool: Spool<CallEvent>;
  clock: Clock;
  rule: Rule;
  timeZone: string;
  serviceLevelSeconds: number;
  logger: Logger;
}

export interface Pipeline {
  board: BoardSource;
  /** Fills the board from storage, then drains what waits; events may already arrive meanwhile. */
  start(): Promise<void>;
  /**
   * Resolves once the event is durable, in the database or in the spool, and on the board: within 150 ms and one fsync.
   * @throws StorageError 'unavailable' when neither took it.
   */
  ingest(event: CallEvent): Promise<void>;
  /** Events that wait for the database. */
  waiting(): number;
  stop(): Promise<void>;
}

export function createPipeline(parts: PipelineParts): Pipeline {
  const { store, spool, clock, rule, timeZone, serviceLevelSeconds, logger } = parts;
  const ledger = createLedger({ store, rule });
  const history = store.collection(breaches);
  const breachKeeper = createBreachKeeper(history, logger);
  const board = new LiveBoard({ clock, rule, timeZone, serviceLevelSeconds }, (call, clause, at) => {
    void breachKeeper.keep(breachOf(call.id, clause, call.departmentId, at));
  });
  const picture = createBoardPicture({
    rule,
    waitingOf: (callId) => intake.waitingOf(callId),
    isOnBoard: (callId) => board.has(callId),
  });

  /** A leg's own document, if it ever had one, has become a pointer. */
  function forget(id: string): void {
    picture.forget(id);
    board.forget(id);
  }

  const intake = createIntake({
    commit: ledger.record,
    spool,
    clock,
    logger,
    onCommitted(record, event) {
      board.put(picture.learn(record));
      for (const id of new Set([event.callSid, placeOf(event)])) if (id !== record.id) forget(id);
    },
    onWaiting(event) {
      const shown = picture.show(event);
      if (shown) board.put(shown);
    },
    onAside(event) {
      const rest = picture.retract(event);
      if (rest === 'gone') board.forget(placeOf(event));
      else if (rest) board.put(rest);
    },
    onCount(waiting) {
      board.setSpooled(waiting);
      if (waiting === 0) void breachKeeper.retry();
    },
  });

  async function showStored(records: readonly CallRecord[]): Promise<void> {
    const live = records.filter((record) => !record.settled && record.mergedInto === null);
    const told = await history.getMany(live.flatMap(({ id }) => [`${id}:ring`, `${id}:talk`]));
    for (const record of records) {
      // A leg that stood for itself when the process died may by now have a root.
      const isStray = record.call.direction === 'outbound-dial' && record.mergedInto === null;
      const adopted = isStray ? await ledger.adopt(record.id) : undefined;
      const own = told.filter((breach) => breach.callId === record.id).map((breach) => breach.clause);
      board.put(picture.learn(adopted ?? record), adopted ? [] : own);
    }
  }

  return {
    board,
    async start() {
      const since = Math.min(localDayStart(clock.now(), timeZone), clock.now() - silentCallMs);
      await readSince(store.collection(calls), since, showStored);
      await intake.start();
    },
    ingest: intake.take,
    waiting: intake.waiting,
    async stop() {
      intake.stop();
      board.stop();
    },
  };
}
