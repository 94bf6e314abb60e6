// Takes every event in: into the database, or after 150 ms, or when that is down, into the spool. Whoever waits for the
// answer is let go when the event is durable in one of them, and told when it is in neither.
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import { type CallEvent, placeOf } from '../calls/callEvent.js';
import type { CallRecord } from '../ledger/callRecord.js';
import { EventRefused } from '../ledger/eventRefused.js';
import { StorageError } from '../storage/port.js';
import { createDrain } from './drain.js';
import type { Spool, Spooled } from './openSpool.js';
import { SpoolError } from './spoolError.js';
import { createWaitingEvents } from './waitingEvents.js';

/** A citizen waits no longer for the database (STORAGE.md, "The spool"). */
export const longestCommitMs = 150;
/**
 * An fsync takes some milliseconds, on a saturated disk a second or two. No citizen waits for it (twilio/voiceExchange.ts):
 * only a callback does, which Twilio gives 15 s and repeats when it is refused.
 */
const longestAppendMs = 5_000;

export interface IntakeParts {
  commit: (event: CallEvent) => Promise<CallRecord>;
  spool: Pick<Spool<CallEvent>, 'append' | 'release' | 'setAside' | 'start'>;
  clock: Clock;
  logger: Logger;
  /** The database has the event: this is the call now. */
  onCommitted(record: CallRecord, event: CallEvent): void;
  /** The event waits in the spool. */
  onWaiting(event: CallEvent): void;
  /** The event was set aside, since the database will never take it. */
  onAside(event: CallEvent): void;
  /** How many wait; called after each change. */
  onCount(waiting: number): void;
}

export interface Intake {
  /** Drains what earlier processes left. */
  start(): Promise<void>;
  /** Resolves when the event is durable. @throws StorageError 'unavailable' when neither database nor spool took it. */
  take(event: CallEvent): Promise<void>;
  /** Events of a call that wait, oldest first. */
  waitingOf(callId: string): CallEvent[];
  waiting(): number;
  stop(): void;
}

const warnEveryMs = 60_000;

function isUnavailable(error: unknown): error is StorageError {
  return error instanceof StorageError && error.code === 'unavailable';
}

export function createIntake(parts: IntakeParts): Intake {
  const { spool, clock, logger } = parts;
  const waiting = createWaitingEvents();
  let isDown = false;
  let warnedAt = Number.NEGATIVE_INFINITY;
  let isStopped = false;
  const drain = createDrain({ waiting, attempt, isDown: () => isDown, clock });

  /** Rejects with `late` after so long; the promise itself goes on. */
  function within<T>(promise: Promise<T>, ms: number, late: Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = clock.at(clock.now() + ms, () => reject(late));
      void promise.then(resolve, reject).finally(cancel);
    });
  }

  async function commit(event: CallEvent): Promise<CallRecord> {
    const record = await parts.commit(event);
    if (isDown) {
      isDown = false;
      logger.info({ waiting: waiting.size() }, 'the database takes events again');
      drain.hurry();
    }
    return record;
  }

  function show(event: CallEvent): void {
    try {
      parts.onWaiting(event);
    } catch (error) {
      // It is kept all the same, and whoever sent it must hear so.
      logger.error({ err: error, key: event.key }, 'a waiting event could not be shown');
    }
  }

  function admit(entries: readonly Spooled<CallEvent>[]): void {
    for (const entry of entries) waiting.add(entry);
    for (const { value } of entries) show(value);
    parts.onCount(waiting.size());
    drain.wake();
  }

  function settle(entry: Spooled<CallEvent>): void {
    // What is committed after the stop is found committed at the next start.
    if (isStopped || !waiting.remove(entry)) return;
    spool.release(entry);
    parts.onCount(waiting.size());
  }

  /** @param committed the attempt that is still under way, if any: should it succeed, there is nothing to drain. */
  async function keep(event: CallEvent, committed?: Promise<unknown>): Promise<void> {
    const kept = spool.append(event).then((entry) => {
      admit([entry]);
      committed?.then(
        () => settle(entry),
        () => drain.wake(),
      );
    });
    try {
      await within(kept, longestAppendMs, new SpoolError('late', `The spool took longer than ${longestAppendMs} ms.`));
    } catch (error) {
      throw new StorageError('unavailable', 'Neither the database nor the spool took the event.', { cause: error });
    }
  }

  /** A slow disk may cross the limit many times a minute: one line says it, without a stack. */
  function warnOnce(error: StorageError): void {
    if (isDown || clock.now() < warnedAt + warnEveryMs) return;
    warnedAt = clock.now();
    logger.warn({ reason: error.message }, 'the database does not take events; they wait in the spool');
  }

  /** @param keepElse what to do when the database does not take it, given the attempt that goes on. */
  async function commitOrElse(event: CallEvent, keepElse: (committed: Promise<void>) => Promise<void>): Promise<void> {
    const committed = commit(event).then((record) => parts.onCommitted(record, event));
    const late = new StorageError('unavailable', `The database took longer than ${longestCommitMs} ms.`);
    try {
      await within(committed, longestCommitMs, late);
    } catch (error) {
      if (!isUnavailable(error)) {
        logger.error({ err: error, key: event.key }, 'an event could not be stored; it waits in the spool');
      } else {
        warnOnce(error);
        isDown = true;
      }
      await keepElse(committed);
    }
  }

  /** @returns 'refused' when the database will never take it. */
  async function drainOne(entry: Spooled<CallEvent>): Promise<'taken' | 'refused' | 'down'> {
    try {
      const record = await commit(entry.value);
      settle(entry);
      parts.onCommitted(record, entry.value);
      return 'taken';
    } catch (error) {
      if (isUnavailable(error)) return 'down';
      logger.error({ err: error, key: entry.value.key }, 'a waiting event could not be stored');
      // What nobody foresaw may pass: only a plain no is one.
      return error instanceof EventRefused ? 'refused' : 'down';
    }
  }

  async function setAside(entry: Spooled<CallEvent>): Promise<boolean> {
    try {
      await spool.setAside(entry);
    } catch (error) {
      logger.error({ err: error, key: entry.value.key }, 'an event could not be set aside');
      return false;
    }
    waiting.remove(entry);
    parts.onAside(entry.value);
    parts.onCount(waiting.size());
    return true;
  }

  async function attempt(callId: string): Promise<boolean> {
    const entries = waiting.of(callId);
    const together = await Promise.all(entries.map(drainOne));
    let isTaken = !together.includes('down');
    // One that cannot be stored spoils the write of those beside it: each of them once more, alone.
    for (const [index, entry] of entries.entries()) {
      if (together[index] !== 'refused') continue;
      const alone = await drainOne(entry);
      if (alone === 'down' || (alone === 'refused' && !(await setAside(entry)))) isTaken = false;
    }
    return isTaken;
  }

  return {
    start: () => spool.start(admit),
    async take(event) {
      if (!isDown && !waiting.has(placeOf(event))) {
        return commitOrElse(event, (committed) => keep(event, committed));
      }
      // Behind what waits of the same call, and without knocking at a closed door.
      try {
        await keep(event);
      } catch (error) {
        // A full spool does not mean that the database is still away.
        await commitOrElse(event, () => Promise.reject(error));
      }
    },
    waitingOf: (callId) => waiting.of(callId).map(({ value }) => value),
    waiting: () => waiting.size(),
    stop() {
      isStopped = true;
      drain.stop();
    },
  };
}
