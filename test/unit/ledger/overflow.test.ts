// A call of more events than a document may hold is the same call: written by several, cut off half way, read back whole.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalText } from '../../../server/base/canonicalText.js';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { mostCallEvents, mostDocumentCharacters, mostDocumentEvents } from '../../../server/calls/limits.js';
import { collections } from '../../../server/collections.js';
import { createCallLog } from '../../../server/ledger/callLog.js';
import { type CallOverflow, callOverflows } from '../../../server/ledger/callOverflow.js';
import { type CallRecord, calls, recordOf } from '../../../server/ledger/callRecord.js';
import { EventRefused } from '../../../server/ledger/eventRefused.js';
import { createLedger } from '../../../server/ledger/ledger.js';
import { rebuildCalls } from '../../../server/ledger/rebuildCalls.js';
import type { Store, WriteOperation } from '../../../server/storage/port.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { sid, simpleCall, target, teller } from '../../support/scenarios.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';

const [root, leg] = [sid(1), sid(2)];
const rule = ruleFor('ulsan', 'KR');
const origin = Date.UTC(2026, 1, 12, 2);

/** A call that was answered, and so many desks rung beside it. */
function longCall(count: number): CallEvent[] {
  const t = teller({ root, origin });
  const own = simpleCall(t, { ring: 3, talk: 60, legSid: leg });
  const statuses = ['initiated', 'ringing', 'no-answer'];
  const others = Array.from({ length: count - own.length }, (_, n) =>
    t.leg(sid(100 + Math.floor(n / 3)), target(n % 40), statuses[n % 3] ?? '', 1 + (n % 50)),
  );
  // Mixed as a storm would deliver them.
  return [...own, ...others.filter((event) => event !== undefined)]
    .map((event, n) => ({ event, place: (n * 7_919) % count }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);
}

/** In waves: those of one wave travel together. */
async function recordAll(store: Store, events: readonly CallEvent[], wave = 200): Promise<CallRecord | undefined> {
  const ledger = createLedger({ store, rule });
  let last: CallRecord | undefined;
  for (let at = 0; at < events.length; at += wave) {
    last = (await Promise.all(events.slice(at, at + wave).map((event) => ledger.record(event)))).at(-1);
  }
  return last;
}

const withLarge = (event: CallEvent, n: number): CallEvent => ({
  ...event,
  key: `${event.key}/${n}`,
  raw: [...event.raw, ['SipHeader_X', 'x'.repeat(60_000)]],
});

/** What overflow documents there are, named or not. */
async function overflowOf(store: Store, callId = root): Promise<CallOverflow[]> {
  const page = await store.collection(callOverflows).list({ index: 'byCall', equals: [callId], limit: 200 });
  return page.items;
}

function isBounded({ events, conflicts = [] }: { events: CallEvent[]; conflicts?: CallEvent[] }): boolean {
  const all = [...events, ...conflicts];
  return all.length <= mostDocumentEvents && JSON.stringify(all).length <= mostDocumentCharacters;
}

/** Told in a word: the difference of two such calls would fill a book. */
const isSame = (one: object | undefined, other: object) => canonicalText(one ?? {}) === canonicalText(other);

async function expectWhole(store: Store, events: readonly CallEvent[]): Promise<void> {
  const stored = await store.collection(calls).get(root);
  const documents = await store.collection(callOverflows).getMany(stored?.overflow ?? []);
  expect(stored && isBounded(stored.call)).toBe(true);
  expect(documents.length).toBeGreaterThan(0);
  expect(documents.every(isBounded)).toBe(true);
  const { overflow, ...found } = (await createCallLog(store).find(root)) ?? {};
  expect(isSame(found, recordOf(replay(root, events), rule, stored?.revision ?? 0))).toBe(true);
}

describe.each(storeLanes())('a call of more events than its document may hold $title', ({ open }) => {
  let lane: OpenedLane;
  beforeEach(async () => {
    lane = await open(collections);
  });
  afterEach(() => lane.dispose());

  test('is what it would be without a limit, and every document stays within its bounds', async () => {
    const events = longCall(1_200);
    const last = await recordAll(lane.store, events);
    expect(isSame(last?.call, replay(root, events))).toBe(true);
    await expectWhole(lane.store, events);
  });

  test('takes repeats, earlier receipts and contradictions of events that lie apart', async () => {
    const events = longCall(700);
    await recordAll(lane.store, events);
    const [known] = (await overflowOf(lane.store))[0]?.events ?? [];
    if (!known) throw new Error('nothing overflowed');
    const told: number[] = [];
    const ledger = createLedger({ store: lane.store, rule, onConflicts: (count) => told.push(count) });
    const before = await lane.store.collection(calls).get(root);
    await ledger.record({ ...known, receivedAt: known.receivedAt + 1_000 });
    expect((await lane.store.collection(calls).get(root))?.revision).toBe(before?.revision);
    const contrary = { ...known, receivedAt: known.receivedAt + 2_000, raw: known.raw.slice(1) };
    const earlier = { ...known, receivedAt: known.receivedAt - 5 };
    for (const event of [contrary, earlier]) await ledger.record(event);
    expect(told).toEqual([1]);
    await expectWhole(lane.store, [...events, contrary, earlier]);
  });

  test('loses nothing between two writers who race', async () => {
    const events = longCall(1_200);
    const half = (odd: number) => events.filter((_, n) => n % 2 === odd);
    await Promise.all([recordAll(lane.store, half(0), 150), recordAll(lane.store, half(1), 150)]);
    await expectWhole(lane.store, events);
  });

  test('loses nothing and stores nothing twice when a crash comes before the document that names the overflow', async () => {
    const events = longCall(600);
    const before = events.slice(0, 201);
    await recordAll(lane.store, before.slice(0, 200));
    let isStored = false;
    const dying: Store = {
      ...lane.store,
      async commit(operations: readonly WriteOperation[]) {
        if (isStored) throw new Error('killed');
        isStored = operations.some(({ collection }) => collection === callOverflows.name);
        return lane.store.commit(operations);
      },
    };
    await expect(recordAll(dying, events.slice(200), 400)).rejects.toThrow('killed');
    const left = await overflowOf(lane.store);
    expect(left.length).toBeGreaterThan(0);
    expect(isSame((await createCallLog(lane.store).find(root))?.call, replay(root, before))).toBe(true);
    // Nobody heard that they were stored, so all come again.
    await recordAll(lane.store, events, 600);
    expect(await overflowOf(lane.store)).toEqual(left);
    await expectWhole(lane.store, events);
  });

  test('needs no more than a few events when they are large', async () => {
    const events = longCall(12).map(withLarge);
    await recordAll(lane.store, events, 1);
    await expectWhole(lane.store, events);
  });

  test('is rebuilt from all of them, and named when some are gone', async () => {
    const events = longCall(700);
    await recordAll(lane.store, events);
    const ledger = createLedger({ store: lane.store, rule });
    const rebuild = () => rebuildCalls({ store: lane.store, ledger, dryRun: false, onProgress() {} });
    expect(await rebuild()).toMatchObject({ changed: [], pointers: 0, failures: [] });
    const right = await lane.store.collection(calls).get(root);
    if (!right) throw new Error('the call is not stored');
    await lane.store.collection(calls).replace({ ...right, overall: 'fail', startedAt: 1 }, right.revision);
    expect(await rebuild()).toMatchObject({ changed: [root], failures: [] });
    await expectWhole(lane.store, events);
    const [first] = right.overflow ?? [];
    await lane.store.collection(callOverflows).remove(first ?? '');
    const reason = `1 overflow documents of the call ${root} are missing.`;
    expect(await rebuild()).toMatchObject({ changed: [], failures: [{ id: root, reason }] });
    await expect(ledger.record({ ...longCall(703)[5], key: 'late' } as CallEvent)).rejects.toThrow(reason);
  });

  test('hands all of it over when it proves to be a leg of another call', async () => {
    const nameless = longCall(700)
      .filter((event) => event.callSid !== root && event.kind === 'status')
      .map(
        ({ rootSid: _root, parentSid: _parent, ...rest }, n) => ({ ...rest, callSid: leg, key: `${n}` }) as CallEvent,
      );
    await recordAll(lane.store, nameless, 700);
    expect((await lane.store.collection(calls).get(leg))?.overflow?.length).toBeGreaterThan(0);
    const own = longCall(9);
    await recordAll(lane.store, own, 1);
    await expectWhole(lane.store, [...own, ...nameless]);
    const pointer = await lane.store.collection(calls).get(leg);
    expect([pointer?.mergedInto, pointer?.call.events.length, pointer?.overflow]).toEqual([root, 0, undefined]);
    const handedOver = (await overflowOf(lane.store, leg)).map(({ id }) => id);
    expect(handedOver.length).toBeGreaterThan(0);
    expect((await lane.store.collection(calls).get(root))?.overflow).toEqual(expect.arrayContaining(handedOver));
  });

  test('is full at last: a further event is refused, a repeat is not', async () => {
    const t = teller({ root, origin });
    const ringing = t.leg(leg, target(1), 'ringing', 2);
    if (!ringing) throw new Error('no event');
    const events = Array.from(
      { length: mostCallEvents },
      (_, n): CallEvent => ({ ...ringing, key: String(n), raw: [['SequenceNumber', String(n)]] }),
    );
    await recordAll(lane.store, events, mostCallEvents);
    const ledger = createLedger({ store: lane.store, rule });
    await expect(ledger.record({ ...ringing, key: 'more' })).rejects.toThrow(EventRefused);
    const [first] = events;
    expect(first && (await ledger.record(first)).call.events).toHaveLength(mostCallEvents);
    await expectWhole(lane.store, events);
  });

  test('is full at 4 MB too', async () => {
    const ledger = createLedger({ store: lane.store, rule });
    const [taken, refused]: CallEvent[][] = [[], []];
    for (const event of longCall(70).map(withLarge)) {
      const answer = await ledger.record(event).catch((reason: unknown) => reason);
      (answer instanceof EventRefused ? refused : taken)?.push(event);
    }
    expect(refused?.length).toBe(5);
    await expectWhole(lane.store, taken ?? []);
  });
});
