// Random operation sequences against a plain in-memory model: both databases answer as the model does.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IndexValue, WriteOperation, WriteOutcome } from '../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';
import { ModelStore } from './modelStore.js';
import { makeNote, type Note, notes, tickets } from './samples.js';

/** `npm run prove` asks for more. */
const runs = Number(process.env.PROVE_RUNS ?? 300);

const id = fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n\u0000', '가');
const value: fc.Arbitrary<IndexValue> = fc.oneof(
  fc.constantFrom(null, 0, 1, -1.5, 2 ** 41, '', 'a', 'a\u0000', '삼', '🙂', false, true),
  // Zero has one sign in a store.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const note = fc
  .record({ id, group: value, rank: value, label: fc.constantFrom('x', 'y', 'z', 'w', 'v') })
  .map(({ id: noteId, ...fields }) => makeNote(noteId, fields));
const write = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), document: note }),
  fc.record({
    kind: fc.constant('replace' as const),
    document: note,
    expectedRevision: fc.integer({ min: 1, max: 3 }),
  }),
);
const bounds = { from: fc.option(value, { nil: undefined }), to: fc.option(value, { nil: undefined }) };
const query = fc
  .record({
    index: fc.constantFrom('byGroup', 'byRank', 'byLabel'),
    equals: fc.array(value, { maxLength: 1 }),
    ...bounds,
    order: fc.constantFrom('ascending' as const, 'descending' as const),
    limit: fc.integer({ min: 1, max: 4 }),
    textOnly: fc.boolean(),
  })
  // A whole key leaves nothing for a range.
  .map((asked) =>
    asked.index === 'byLabel' && asked.equals.length > 0 ? { ...asked, from: undefined, to: undefined } : asked,
  );
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      writes: fc.array(write, { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('removeRange' as const), ...bounds }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('list' as const), query }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('get' as const), ids: fc.array(id, { maxLength: 4 }) }) },
);
type Query = typeof query extends fc.Arbitrary<infer Value> ? Value : never;
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const toRange = ({ from, to }: { from?: IndexValue | undefined; to?: IndexValue | undefined }) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

describe.each(storeLanes())('any sequence of operations $title', ({ open }) => {
  let lane: OpenedLane;
  beforeAll(async () => {
    lane = await open([notes, tickets]);
  });
  afterAll(() => lane.dispose());

  async function listAll({ textOnly, from, to, ...asked }: Query): Promise<Note[]> {
    const collection = lane.store.collection(notes);
    const where = textOnly ? ({ rank }: Note) => typeof rank === 'string' : () => true;
    const found: Note[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await collection.list({
        ...asked,
        range: toRange({ from, to }),
        where,
        ...(after ? { after } : {}),
      });
      expect(page.items.length).toBeLessThanOrEqual(asked.limit);
      found.push(...page.items);
      after = page.nextCursor;
    }
    return found;
  }

  async function play(taken: Step, model: ModelStore): Promise<void> {
    const collection = lane.store.collection(notes);
    switch (taken.do) {
      case 'commit': {
        const operations = taken.writes.map((asked): WriteOperation => ({ collection: 'notes', ...asked }));
        const outcomes = await lane.store.commit(operations);
        const expected: WriteOutcome[][] = taken.writes.map((asked) => model.write(asked));
        taken.writes.forEach(({ document }, position) => {
          const right = expected[position] ?? [];
          // A document that is inserted later in the same commit may already be seen by who asks why the replace failed.
          const late = right.some((outcome) => !outcome.ok && outcome.code === 'not-found') && model.get(document.id);
          if (late) right.push({ ok: false, code: 'conflict' });
          expect(right).toContainEqual(outcomes[position]);
        });
        return;
      }
      case 'remove':
        expect(await collection.remove(taken.id)).toBe(model.remove(taken.id));
        return;
      case 'removeRange':
        expect(await collection.removeRange({ index: 'byRank', range: toRange(taken) })).toBe(
          model.removeByRank(taken),
        );
        return;
      case 'list': {
        const expected = model.list(taken.query);
        expect(await listAll(taken.query)).toEqual(expected);
        const { index, equals } = taken.query;
        const all = model.list({ ...taken.query, textOnly: false }).length;
        const counted = await collection.count({ index, equals, range: toRange(taken.query) }, 3);
        expect(counted).toEqual({ count: Math.min(all, 3), more: all > 3 });
        return;
      }
      case 'get':
        for (const one of taken.ids) expect(await collection.get(one)).toEqual(model.get(one));
        expect(await collection.getMany(taken.ids)).toHaveLength(
          new Set(taken.ids.filter((one) => model.get(one))).size,
        );
    }
  }

  test(
    'gives what a plain model gives',
    async () => {
      const steps = fc.array(step, { minLength: 1, maxLength: 15 });
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          await lane.store.collection(notes).removeRange({ index: 'byLabel' });
          const model = new ModelStore();
          for (const taken of sequence) await play(taken, model);
          expect((await lane.store.collection(notes).list({ index: 'byLabel', limit: 200 })).items).toEqual(
            model.list({ index: 'byLabel', equals: [], order: 'ascending', textOnly: false }),
          );
          const walked: Note[] = [];
          for await (const slice of lane.store.collection(notes).walk()) walked.push(...slice);
          expect(walked).toEqual(model.walk());
        }),
        { numRuns: runs },
      );
    },
    60_000 + runs * 400,
  );
});
