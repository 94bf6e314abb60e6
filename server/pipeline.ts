// The product on one screen: a webhook's event becomes a durable call, its judgement, moving figures, and a line to every board.
import type { Clock } from './base/clock.js';
import type { Logger } from './base/logger.js';
import { type CallEvent, placeOf } from './calls/callEvent.js';
import { silentCallMs } from './calls/limits.js';
import { type Breach, breaches, breachOf } from './ledger/breach.js';
import type { CallerKeyOf } from './ledger/callerKey.js';
import { type CallRecord, calls } from './ledger/callRecord.js';
import { createChangeFeed } from './ledger/changeFeed.js';
import { createClockWatch } from './ledger/clockWatch.js';
import { createBreachKeeper } from './ledger/keepBreaches.js';
import { createLedger } from './ledger/ledger.js';
import { createOverflow } from './ledger/overflow.js';
import { readSince } from './ledger/readSince.js';
import type { BoardSource } from './metrics/boardSource.js';
import { LiveBoard } from './metrics/liveBoard.js';
import { localDayStart } from './metrics/localDay.js';
import { createBoardPicture } from './spool/boardPicture.js';
import { createIntake } from './spool/intake.js';
import type { Spool } from './spool/openSpool.js';
import { StorageError, type Store } from './storage/port.js';
import type { Rule } from './verdict/verdict.js';

export interface PipelineParts {
  store: Store;
  spool: Spool<CallEvent>;
  clock: Clock;
  rule: Rule;
  timeZone: string;
  serviceLevelSeconds: number;
  callerKeyOf: CallerKeyOf;
  logger: Logger;
}

/** How well this process keeps up with others on the same database. */
export interface SharedMeasures {
  /** ms since it last heard what was committed. */
  ageMs(): number;
  /** ms by which its clock is ahead of the database's; undefined until compared. */
  clockAheadMs(): number | undefined;
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
  /** Calls in progress, with the receipt of their latest event. */
  liveCalls: LiveBoard['heard'];
  /** Shows that nobody knows at this moment whether a call goes on, until news of it comes. */
  doubt: LiveBoard['doubt'];
  /** A call in progress as the board has it: with every event that is durable. */
  liveCall: LiveBoard['liveCall'];
  shared: SharedMeasures;
  /** Events kept as conflicts since the start: the key of an earlier one, other content. */
  conflicts(): number;
  stop(): Promise<void>;
}

export function createPipeline(parts: PipelineParts): Pipeline {
  const { store, spool, clock, rule, timeZone, serviceLevelSeconds, callerKeyOf, logger } = parts;
  let conflicts = 0;
  const ledger = createLedger({
    store,
    rule,
    callerKeyOf,
    onConflicts(count) {
      conflicts += count;
      logger.warn({ count }, 'an event came again with other content and was kept as a conflict');
    },
  });
  const history = store.collection(breaches);
  const stored = store.collection(calls);
  const overflow = createOverflow(store);
  const isRefuted = async ({ callId, clause }: Breach) =>
    (await stored.get(callId))?.judgement.verdict[clause].result === 'pass';
  const breachKeeper = createBreachKeeper(history, isRefuted, logger);
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

  /** A leg that stood for itself when its process died may by now have a root. */
  async function adopt(record: CallRecord): Promise<CallRecord | undefined> {
    if (record.call.direction !== 'outbound-dial' || record.mergedInto !== null) return undefined;
    try {
      return await ledger.adopt(record.id);
    } catch (error) {
      if (error instanceof StorageError) throw error;
      // One call that cannot be written must not hide all others.
      logger.error({ err: error, callSid: record.id }, 'a leg could not join its call');
      return undefined;
    }
  }

  async function showStored(records: readonly CallRecord[]): Promise<void> {
    const live = records.filter((record) => !record.settled && record.mergedInto === null);
    const told = await history.getMany(live.flatMap(({ id }) => [`${id}:ring`, `${id}:talk`]));
    for (const record of await overflow.complete(records)) {
      const adopted = await adopt(record);
      const own = told.filter((breach) => breach.callId === record.id).map((breach) => breach.clause);
      if (record.mergedInto !== null) picture.forget(record.id);
      board.put(picture.learn(adopted ?? record), adopted ? [] : own);
    }
  }

  const feed = createChangeFeed({
    calls: stored,
    revisionOf: (id) => board.revisionOf(id),
    show: showStored,
    onRecovered: () => void breachKeeper.retry(),
    clock,
    logger,
  });
  const clockWatch = createClockWatch({ store, clock, logger });

  return {
    board,
    async start() {
      await feed.start();
      const since = Math.min(localDayStart(clock.now(), timeZone), clock.now() - silentCallMs);
      await readSince(stored, since, showStored);
      await intake.start();
      await clockWatch.start();
    },
    shared: { ageMs: feed.ageMs, clockAheadMs: clockWatch.aheadMs },
    ingest: intake.take,
    waiting: intake.waiting,
    conflicts: () => conflicts,
    liveCalls: () => board.heard(),
    doubt: (sid, isUnconfirmed) => board.doubt(sid, isUnconfirmed),
    liveCall: (id) => board.liveCall(id),
    async stop() {
      intake.stop();
      clockWatch.stop();
      feed.stop();
      board.stop();
    },
  };
}
