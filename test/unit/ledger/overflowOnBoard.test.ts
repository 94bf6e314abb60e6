// What a call that overflows costs others, which is nothing, and how boards and the spool meet it.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { callOverflows } from '../../../server/ledger/callOverflow.js';
import { calls } from '../../../server/ledger/callRecord.js';
import { createLedger } from '../../../server/ledger/ledger.js';
import { rebuildCalls } from '../../../server/ledger/rebuildCalls.js';
import { recount } from '../../../server/metrics/recount.js';
import type { CollectionDeclaration, Store, StoredDocument } from '../../../server/storage/port.js';
import { memoryStore } from '../../support/memoryStore.js';
import { dayOf, outage, rule } from '../spool/outageFixture.js';
import { callEvents } from '../spool/spoolFixture.js';

let scene = outage();
beforeEach(() => {
  scene = outage();
});
afterEach(() => scene.pipeline.stop());

/** So large that a handful overflows. */
const large = (event: CallEvent): CallEvent => ({ ...event, raw: [...event.raw, ['SipHeader_X', 'x'.repeat(60_000)]] });

test('a call of the usual size asks nothing of the overflow and carries no trace of it', async () => {
  const inner = memoryStore();
  const asked: string[] = [];
  const store: Store = {
    ...inner,
    collection<T extends StoredDocument>(declaration: CollectionDeclaration<T>) {
      const collection = inner.collection(declaration);
      if (declaration.name !== callOverflows.name) return collection;
      const spied = { ...collection };
      for (const name of ['get', 'getMany', 'list', 'insert'] as const) {
        Object.assign(spied, { [name]: () => void asked.push(name) });
      }
      return spied;
    },
    commit(operations) {
      asked.push(...operations.map(({ collection }) => collection).filter((name) => name === callOverflows.name));
      return inner.commit(operations);
    },
  };
  const ledger = createLedger({ store, rule });
  const events = callEvents(1);
  for (const event of events) await ledger.record(event);
  await rebuildCalls({ store, ledger, dryRun: false, onProgress() {} });
  const record = await store.collection(calls).get(events[0]?.callSid ?? '');
  expect(record?.call.events).toHaveLength(events.length);
  expect([asked, Object.keys(record ?? {})]).toEqual([[], expect.not.arrayContaining(['overflow'])]);
});

test('a board that starts later, and loses its database, still counts the call from all its events', async () => {
  const events = callEvents(1).map(large);
  const [last] = events.slice(-1);
  const id = events[0]?.callSid ?? '';
  if (!last) throw new Error('a call has events');
  for (const event of events.slice(0, -1)) await scene.settled(scene.pipeline.ingest(event));
  expect((await scene.database.call(id))?.overflow?.length).toBeGreaterThan(0);
  await scene.restart();
  scene.database.set('down');
  await scene.settled(scene.pipeline.ingest(last));
  const counted = recount([{ id, rule, events }], '2026-02-12', dayOf).figures();
  expect(counted.answered).toBe(1);
  expect(scene.pipeline.board.metrics().day).toMatchObject(counted);
});

test('an event beyond what a call may hold is put aside and holds up nobody', async () => {
  const [first, ...others] = callEvents(1);
  if (!first) throw new Error('a call has events');
  const id = first.callSid;
  const many = Array.from({ length: 66 }, (_, n): CallEvent => ({ ...large(first), key: `${first.key}/${n}` }));
  for (const event of many) await scene.settled(scene.pipeline.ingest(event));
  await scene.until(() => scene.pipeline.waiting() === 0);
  expect(scene.spool.aside).toEqual(many.slice(-1));
  for (const event of [...callEvents(2), ...others]) await scene.settled(scene.pipeline.ingest(event));
  await scene.until(() => scene.pipeline.waiting() === 0);
  const [own] = callEvents(2);
  expect((await scene.database.call(own?.callSid ?? ''))?.call).toEqual(replay(own?.callSid ?? '', callEvents(2)));
  expect((await scene.database.call(id))?.call.legs).toHaveLength(1);
});
