// What the board shows of a call while events of it wait: what the database last said, and the waiting events on top.
import { replay } from '../calls/applyEvent.js';
import { type CallEvent, placeOf } from '../calls/callEvent.js';
import type { CallRecord } from '../ledger/callRecord.js';
import type { BoardCall } from '../metrics/liveBoard.js';
import { judgeCall } from '../verdict/judgeCall.js';
import type { Rule } from '../verdict/verdict.js';

export interface BoardPicture {
  /** Takes what the database says, and shows it with what waits still. */
  learn(record: CallRecord): BoardCall;
  /** The call of a waiting event; undefined when only the database knows enough about it. */
  show(event: CallEvent): BoardCall | undefined;
  /** The call without an event that will never be stored; 'gone' when nothing else is known of it. */
  retract(event: CallEvent): BoardCall | 'gone' | undefined;
  /** A sid under which there is no call any more. */
  forget(callId: string): void;
}

/**
 * Records kept for calls that may get news while the database is away: every live call of a large city and some minutes
 * of finished ones, about 20 kB each. News of an older call shows once it is stored.
 */
const mostRecords = 1_000;

export function createBoardPicture(parts: {
  rule: Rule;
  waitingOf: (callId: string) => readonly CallEvent[];
  isOnBoard: (callId: string) => boolean;
}): BoardPicture {
  const { rule, waitingOf, isOnBoard } = parts;
  const records = new Map<string, CallRecord>();
  /** Calls that the database has not told of: first heard of while it was away. */
  const unheard = new Set<string>();
  let shown = 0;

  function remember(record: CallRecord): void {
    records.delete(record.id);
    records.set(record.id, record);
    unheard.delete(record.id);
    if (records.size <= mostRecords) return;
    for (const oldest of records.keys()) {
      records.delete(oldest);
      break;
    }
  }

  function picture(id: string, known: CallRecord | undefined): BoardCall | undefined {
    const waiting = waitingOf(id);
    if (!known && waiting.length === 0) return undefined;
    const call = replay(id, [...(known?.call.events ?? []), ...(known?.call.conflicts ?? []), ...waiting]);
    const own = known?.rule ?? rule;
    shown += 1;
    const revision = known?.revision ?? 0;
    return { call, judgement: judgeCall(call, own), rule: own, revision, provisional: shown, isMerged: false };
  }

  function show(event: CallEvent): BoardCall | undefined {
    const id = placeOf(event);
    const known = records.get(id);
    if (!known && !unheard.has(id)) {
      // A leg that names no call is the database's to place.
      const isStray = id === event.callSid && event.direction === 'outbound-dial';
      if (isStray || isOnBoard(id)) return undefined;
      unheard.add(id);
    }
    return picture(id, known);
  }

  return {
    show,
    learn(record) {
      const known = records.get(record.id);
      const newest = known && known.revision > record.revision ? known : record;
      const { call, judgement, rule: own, revision, mergedInto } = newest;
      const stored = { call, judgement, rule: own, revision, isMerged: mergedInto !== null };
      if (stored.isMerged) return stored;
      remember(newest);
      return (waitingOf(record.id).length > 0 && picture(record.id, newest)) || stored;
    },
    retract(event) {
      const id = placeOf(event);
      const rest = records.has(id) || unheard.has(id) ? picture(id, records.get(id)) : undefined;
      if (rest || !unheard.delete(id)) return rest;
      return 'gone';
    },
    forget(callId) {
      records.delete(callId);
      unheard.delete(callId);
    },
  };
}
