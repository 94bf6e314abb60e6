// The product on one screen: a webhook's event becomes a durable call, its judgement, moving figures, and a line to every board.
import type { Clock } from './base/clock.js';
import type { Logger } from './base/logger.js';
import type { CallEvent } from './calls/callEvent.js';
import { silentCallMs } from './calls/limits.js';
import { breaches, breachOf } from './ledger/breach.js';
import { type CallRecord, calls } from './ledger/callRecord.js';
import { createLedger } from './ledger/ledger.js';
import { readSince } from './ledger/readSince.js';
import type { BoardSource } from './metrics/boardSource.js';
import { type BoardCall, LiveBoard } from './metrics/liveBoard.js';
import { localDayStart } from './metrics/localDay.js';
import type { Store } from './storage/port.js';
import type { Rule } from './verdict/verdict.js';

export interface PipelineParts {
  store: Store;
  clock: Clock;
  rule: Rule;
  timeZone: string;
  serviceLevelSeconds: number;
  logger: Logger;
}

export interface Pipeline {
  board: BoardSource;
  /** Fills the board from storage; events may already arrive meanwhile. */
  start(): Promise<void>;
  /** Resolves once the event is durable and on the board. */
  ingest(event: CallEvent): Promise<void>;
  stop(): Promise<void>;
}

function onBoard({ call, judgement, rule, revision, mergedInto }: CallRecord): BoardCall {
  return { call, judgement, rule, revision, isMerged: mergedInto !== null };
}

export function createPipeline({ store, clock, rule, timeZone, serviceLevelSeconds, logger }: PipelineParts): Pipeline {
  const ledger = createLedger({ store, rule });
  const history = store.collection(breaches);
  const board = new LiveBoard({ clock, rule, timeZone, serviceLevelSeconds }, (call, clause, at) => {
    // Unique on call and clause: another process, or this one before a restart, may have told it already.
    history.insert(breachOf(call.id, clause, call.departmentId, at)).catch((error: unknown) => {
      logger.error({ error, callSid: call.id, clause }, 'a breach could not be kept');
    });
  });

  return {
    board,
    async start() {
      const since = Math.min(localDayStart(clock.now(), timeZone), clock.now() - silentCallMs);
      await readSince(store.collection(calls), since, async (records) => {
        const live = records.filter((record) => !record.settled && record.mergedInto === null);
        const told = await history.getMany(live.flatMap(({ id }) => [`${id}:ring`, `${id}:talk`]));
        for (const record of records) {
          // A leg that stood for itself when the process died may by now have a root.
          const adopted =
            record.call.direction === 'outbound-dial' && record.mergedInto === null && (await ledger.adopt(record.id));
          if (adopted) {
            board.put(onBoard(adopted));
            continue;
          }
          const own = told.filter((breach) => breach.callId === record.id).map((breach) => breach.clause);
          board.put(onBoard(record), own);
        }
      });
    },
    async ingest(event) {
      const record = await ledger.record(event);
      board.put(onBoard(record));
      // Its own document, if it ever had one, has become a pointer.
      if (record.id !== event.callSid) board.forget(event.callSid);
    },
    async stop() {
      board.stop();
    },
  };
}
