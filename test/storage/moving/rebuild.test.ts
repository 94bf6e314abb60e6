// Calls derived again from their events, on both databases: what is right stays untouched, what is wrong is put right.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { replay } from '../../../server/calls/applyEvent.js';
import type { CallEvent } from '../../../server/calls/callEvent.js';
import { collections } from '../../../server/collections.js';
import { callLegs } from '../../../server/ledger/callLeg.js';
import { type CallRecord, calls, recordOf } from '../../../server/ledger/callRecord.js';
import { createLedger } from '../../../server/ledger/ledger.js';
import { rebuildCalls } from '../../../server/ledger/rebuildCalls.js';
import { openStore } from '../../../server/storage/openStore.js';
import type { Collection, CollectionDeclaration, Store, StoredDocument } from '../../../server/storage/port.js';
import { ruleFor } from '../../../server/verdict/presets.js';
import { type Story, tellStory } from '../../support/callStories.js';
import { type OpenedLane, storeLanes } from '../../support/storeLanes.js';

const rule = ruleFor('ulsan', 'KR');
const otherRule = ruleFor('within-third', 'KR');
const origin = Date.UTC(2026, 10, 20, 1);
const kinds = ['simple', 'abandoned', 'busy', 'colleague', 'transferred', 'race', 'mailbox'] as const;

const numbersOf = (kind: (typeof kinds)[number]) =>
  ({ kind, ring: 7, talk: 190, second: 3, hint: 'both', hungUpFirst: 'caller', rounding: 0, phase: 137 }) as const;
/** One of each kind. */
const stories: Story[] = kinds.map((kind, index) => tellStory(numbersOf(kind), index + 1, origin + index * 1_000));
const allCalls = stories.length;

async function recordAll(store: Store, by = rule): Promise<void> {
  const ledger = createLedger({ store, rule: by });
  for (const { events } of stories) for (const event of events) await ledger.record(event);
}

const rebuild = (store: Store, dryRun = false) =>
  rebuildCalls({ store, ledger: createLedger({ store, rule }), dryRun, onProgress() {} });
const untouched = { calls: allCalls, changed: [], merged: [], pointers: 0, failures: [] };

async function dumpCalls(store: Store): Promise<[CallRecord[], StoredDocument[]]> {
  const [records, legs]: [CallRecord[], StoredDocument[]] = [[], []];
  for await (const slice of store.collection(calls).walk()) records.push(...slice);
  for await (const slice of store.collection(callLegs).walk()) legs.push(...slice);
  return [records, legs];
}

function storyOf(kind: (typeof kinds)[number]): Story {
  const story = stories.find((one) => one.kind === kind);
  if (!story) throw new Error(`no story of kind ${kind}`);
  return story;
}

/** What a leg alone would have become, had nobody named its root. */
function strayOf({ root, events }: Story): CallRecord {
  const legSid = events.find(({ callSid }) => callSid !== root)?.callSid ?? '';
  const own = events
    .filter(({ callSid }) => callSid === legSid)
    .map(({ rootSid: _root, parentSid: _parent, ...rest }) => rest as CallEvent);
  return recordOf(replay(legSid, own), rule, 0);
}

describe.each(storeLanes())('a rebuild $title', ({ open }) => {
  let lane: OpenedLane;
  let records: Collection<CallRecord>;
  beforeEach(async () => {
    lane = await open(collections);
    records = lane.store.collection(calls);
    await recordAll(lane.store);
  });
  afterEach(() => lane.dispose());

  async function stored(id: string): Promise<CallRecord> {
    const record = await records.get(id);
    if (!record) throw new Error(`${id} is not stored`);
    return record;
  }

  async function tamper(id: string): Promise<CallRecord> {
    const right = await stored(id);
    const verdict = { ...right.judgement.verdict, overall: 'pass' as const };
    const wrong = { ...right, overall: 'pass', judgement: { ...right.judgement, ringMs: 1, verdict } };
    expect(await records.replace(wrong, right.revision)).toMatchObject({ ok: true });
    return right;
  }

  test('of calls that are right writes nothing at all', async () => {
    const before = await dumpCalls(lane.store);
    expect(before[0]).toHaveLength(allCalls);
    expect(await rebuild(lane.store)).toEqual(untouched);
    expect(await dumpCalls(lane.store)).toEqual(before);
  });

  test('judges a call whose judgement was altered as its events say, one revision later', async () => {
    const right = await tamper(storyOf('colleague').root);
    expect(await rebuild(lane.store)).toEqual({ ...untouched, changed: [right.id] });
    expect(await stored(right.id)).toEqual({ ...right, revision: right.revision + 2 });
    const page = await records.list({ index: 'byOverall', equals: [right.overall], limit: 20 });
    expect(page.items.map(({ id }) => id)).toContain(right.id);
    expect(await rebuild(lane.store)).toEqual(untouched);
  });

  test('when it is dry, counts what it would write and writes nothing', async () => {
    const { id } = await tamper(storyOf('simple').root);
    const [first] = (await dumpCalls(lane.store))[1];
    await lane.store.collection(callLegs).remove(first?.id ?? '');
    const before = await dumpCalls(lane.store);
    expect(await rebuild(lane.store, true)).toEqual({ ...untouched, changed: [id], pointers: 1 });
    expect(await dumpCalls(lane.store)).toEqual(before);
  });

  test('keeps the rule that each call was judged by', async () => {
    const right = await stored(storyOf('simple').root);
    const other = recordOf(right.call, otherRule, right.revision);
    expect(other.judgement.verdict.ring.result).not.toBe(right.judgement.verdict.ring.result);
    await records.replace(other, right.revision);
    expect(await rebuild(lane.store)).toEqual(untouched);
    expect(await stored(right.id)).toMatchObject({ rule: otherRule, judgement: other.judgement });
  });

  test('adds pointers from legs to their calls where they were lost', async () => {
    const [, before] = await dumpCalls(lane.store);
    for (const { id } of before) await lane.store.collection(callLegs).remove(id);
    expect(await rebuild(lane.store)).toEqual({ ...untouched, pointers: before.length });
    const [, after] = await dumpCalls(lane.store);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await rebuild(lane.store)).toEqual(untouched);
  });

  test.each(['there', 'lost'])(
    'joins a leg that stands for itself to the call that holds it, its pointer being %s',
    async (pointer) => {
      const story = storyOf('transferred');
      const right = await stored(story.root);
      const stray = strayOf(story);
      expect(stray.call.direction).toBe('outbound-dial');
      await records.insert(stray);
      if (pointer === 'lost') await lane.store.collection(callLegs).remove(stray.id);
      const pointers = pointer === 'lost' ? 1 : 0;
      const found = { ...untouched, calls: allCalls + 1, merged: [stray.id], pointers };
      expect(await rebuild(lane.store, true)).toEqual(found);
      expect(await rebuild(lane.store)).toEqual(found);
      expect(await stored(stray.id)).toMatchObject({ mergedInto: story.root, call: { events: [] } });
      expect((await stored(story.root)).judgement).toEqual(right.judgement);
      expect(await rebuild(lane.store)).toEqual({ ...untouched, calls: allCalls + 1 });
    },
  );

  test('leaves a leg alone whose pointer names a call that was never stored', async () => {
    const stray = strayOf(tellStory(numbersOf('simple'), 99, origin));
    await records.insert(stray);
    await lane.store.collection(callLegs).insert({ id: stray.id, revision: 0, rootId: 'CAnever' });
    expect(await rebuild(lane.store)).toEqual({ ...untouched, calls: allCalls + 1 });
    expect(await stored(stray.id)).toMatchObject({ mergedInto: null });
  });

  test('beside traffic writes over no event that came meanwhile', async () => {
    const story = storyOf('colleague');
    const { id } = await tamper(story.root);
    const late = story.events.find(({ kind }) => kind === 'status');
    if (!late) throw new Error('the story has no status');
    const event = { ...late, key: `${late.key}/late`, receivedAt: late.receivedAt + 60_000 };
    const ledger = createLedger({ store: lane.store, rule });
    let isRecorded = false;
    const busy: Store = {
      ...lane.store,
      collection<T extends StoredDocument>(declaration: CollectionDeclaration<T>): Collection<T> {
        const collection = lane.store.collection(declaration);
        return {
          ...collection,
          async *walk() {
            for await (const slice of collection.walk()) {
              // After the slice was read, and before anything of it is written.
              if (!isRecorded) await ledger.record(event);
              isRecorded = true;
              yield slice;
            }
          },
        };
      },
    };
    await rebuild(busy);
    const after = await stored(id);
    expect(after.call.events.map(({ key }) => key)).toContain(event.key);
    expect(after).toEqual(recordOf(replay(id, after.call.events), rule, after.revision));
  });

  test('names a call that cannot be derived and goes on with the others', async () => {
    const right = await tamper(storyOf('simple').root);
    const empty = await stored(storyOf('busy').root);
    await records.replace({ ...empty, call: { ...empty.call, events: [] } }, empty.revision);
    const failures = [{ id: empty.id, reason: 'it has no events' }];
    expect(await rebuild(lane.store)).toMatchObject({ changed: [right.id], failures });
  });
});

test('a rebuild of calls that are right leaves the data file as it was, byte for byte', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'samsamsam-rebuild-'));
  const dataFile = join(dataDir, 'store', 'data.mdb');
  try {
    const filling = await openStore({ dataDir, collections });
    await recordAll(filling);
    await filling.close();
    const before = await readFile(dataFile);
    const store = await openStore({ dataDir, collections });
    expect(await rebuild(store)).toEqual(untouched);
    await store.close();
    expect(before.equals(await readFile(dataFile))).toBe(true);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
