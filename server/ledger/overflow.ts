// Keeps a call's document within its bounds: the oldest events move into overflow documents, and come back when it is read.
// They are stored before the document that names them, so that a crash in between leaves at worst one that nobody names.
import { createHash } from 'node:crypto';
import type { CallEvent } from '../calls/callEvent.js';
import { gatherEvents } from '../calls/eventSet.js';
import type { Store, WriteOperation } from '../storage/port.js';
import { type CallOverflow, callOverflows } from './callOverflow.js';
import type { CallRecord } from './callRecord.js';
import { EventRefused } from './eventRefused.js';
import { overflowOf, surelyFits } from './fitEvents.js';

/** A call with all its events, and which of them lie apart from its document. */
export interface WholeCall {
  record: CallRecord;
  apart: ReadonlySet<CallEvent>;
}

export interface Overflow {
  /** @throws EventRefused when overflow documents are missing: what is derived from the rest would be wrong. */
  whole(record: CallRecord): Promise<WholeCall>;
  /** The same calls with all their events, to be shown: where some are missing, the facts that were derived from all stay. */
  complete(records: readonly CallRecord[]): Promise<readonly CallRecord[]>;
  /**
   * The document to be written of a whole call; what it has no room for is durable by then.
   * @param parts the calls of whose events it consists, as they are stored. @param added the events that none of them has.
   */
  fit(record: CallRecord, parts: readonly WholeCall[], added: readonly CallEvent[]): Promise<CallRecord>;
}

const none: ReadonlySet<CallEvent> = new Set();

/** What the document itself holds of a whole call. */
export function withoutApart(record: CallRecord, apart: ReadonlySet<CallEvent>): CallRecord {
  if (apart.size === 0) return record;
  const isHere = (event: CallEvent) => !apart.has(event);
  const { events, conflicts } = record.call;
  return { ...record, call: { ...record.call, events: events.filter(isHere), conflicts: conflicts.filter(isHere) } };
}

/** The id follows from the content: who stores the same again after a lost race or a crash stores nothing new. */
function documentOf(callId: string, events: CallEvent[]): CallOverflow {
  const digest = createHash('sha256').update(JSON.stringify(events)).digest('hex').slice(0, 32);
  return { id: `${callId}:${digest}`, revision: 0, callId, events };
}

export function createOverflow(store: Pick<Store, 'collection' | 'commit'>): Overflow {
  const documents = store.collection(callOverflows);

  async function read(record: CallRecord): Promise<WholeCall & { missing: number }> {
    const names = record.overflow ?? [];
    const found = await documents.getMany(names);
    const events = found.flatMap((document) => document.events);
    // First those that lie apart: of one that is in both places they stay.
    const set = gatherEvents([...events, ...record.call.events, ...record.call.conflicts]);
    const whole = { ...record, call: { ...record.call, ...set } };
    return { record: whole, apart: new Set(events), missing: names.length - found.length };
  }

  async function keep(operations: readonly WriteOperation[], callId: string): Promise<void> {
    for (const outcome of await store.commit(operations)) {
      // A duplicate has the same content.
      if (outcome.ok || outcome.code === 'duplicate') continue;
      const reason = outcome.code === 'invalid' ? outcome.message : outcome.code;
      throw new EventRefused(`Events of the call ${callId} could not be written: ${reason}`);
    }
  }

  return {
    async whole(record) {
      if (record.overflow === undefined) return { record, apart: none };
      const { missing, ...whole } = await read(record);
      if (missing === 0) return whole;
      throw new EventRefused(`${missing} overflow documents of the call ${record.id} are missing.`);
    },
    async complete(records) {
      if (records.every(({ overflow }) => overflow === undefined)) return records;
      return Promise.all(records.map(async (one) => (one.overflow === undefined ? one : (await read(one)).record)));
    },
    async fit(record, parts, added) {
      const named = new Set(parts.flatMap((part) => part.record.overflow ?? []));
      if (named.size === 0 && surelyFits(record.call, added)) return record;
      const own = withoutApart(record, new Set(parts.flatMap(({ apart }) => [...apart])));
      const moving = overflowOf([...own.call.events, ...own.call.conflicts]);
      if (moving.length > 0) {
        const moved = moving.map((events) => documentOf(record.id, events));
        for (const { id } of moved) named.add(id);
        await keep(
          moved.map((document) => ({ kind: 'insert', collection: callOverflows.name, document })),
          record.id,
        );
      }
      const document = withoutApart(own, new Set(moving.flat()));
      return named.size === 0 ? document : { ...document, overflow: [...named] };
    },
  };
}
