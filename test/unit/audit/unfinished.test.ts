// What was recorded and never made is marked, and nothing else is.
import { describe, expect, test } from '@jest/globals';
import { markUnfinished } from '../../../server/audit/unfinished.js';
import type { WriteOutcome } from '../../../server/storage/port.js';
import { allEntries, auditInMemory, changeOf, faultOf, note, passing, person, things } from './auditFixture.js';

const crash = async (): Promise<WriteOutcome> => {
  throw new Error('The process died here.');
};

function setUp() {
  const parts = auditInMemory();
  const trail = parts.audit.by(person('kim'));
  const collection = parts.store.collection(things);
  return {
    ...parts,
    trail,
    collection,
    die: (id: string, revision: number, kind?: 'create' | 'remove') =>
      trail.change(changeOf(id, revision, kind), crash).catch(() => undefined),
    create: (id: string) =>
      trail.change(changeOf(id, 1, 'create'), () => collection.insert({ id, revision: 0, word: 'one' })),
    change: (id: string, revision: number) =>
      trail.change(changeOf(id, revision), () => collection.replace({ id, revision: 0, word: 'two' }, revision - 1)),
    remove: (id: string, revision: number) =>
      trail.change(changeOf(id, revision, 'remove'), async () => {
        await collection.remove(id);
        return { ok: true, revision };
      }),
    mark: (grace = 0, since = 1) => markUnfinished(parts, since, grace),
    async marks() {
      const marked = (await allEntries(parts.entries)).filter(({ kind }) => kind === 'not-carried-out');
      return marked.map(({ account, after }) => ({ account, after }));
    },
  };
}

describe('a change that was recorded', () => {
  test('and made is left alone, also when the document went on, went away or came back', async () => {
    const { create, change, remove, mark, marks } = setUp();
    await create('a');
    await change('a', 2);
    await change('a', 3);
    await create('b');
    await remove('b', 2);
    await create('c');
    await change('c', 2);
    await remove('c', 3);
    await create('c');
    await mark();
    expect(await marks()).toEqual([]);
  });

  test('and never made is marked once, by the product itself', async () => {
    const { create, die, mark, marks, entries } = setUp();
    await create('a');
    await die('a', 2);
    await die('new', 1, 'create');
    await die('a', 2, 'remove');
    await mark();
    await mark();
    expect(await marks()).toEqual([
      { account: 'system', after: { seq: 2, because: 'never-came', only: null } },
      { account: 'system', after: { seq: 4, because: 'never-came', only: null } },
      { account: 'system', after: { seq: 3, because: 'gone', only: null } },
    ]);
    expect(faultOf(await allEntries(entries))).toBeUndefined();
  });

  test('and refused is not marked a second time', async () => {
    const { create, change, mark, marks } = setUp();
    await create('a');
    await change('a', 7);
    await mark();
    expect(await marks()).toEqual([
      { account: 'kim@hanbit.example', after: { seq: 2, because: 'conflict', only: null } },
    ]);
  });

  test('twice at the same revision was made once: which, nobody can tell, and the record says so', async () => {
    const { create, die, change, mark, marks } = setUp();
    await create('a');
    await die('a', 2);
    await change('a', 2);
    await mark();
    expect(await marks()).toEqual([
      { account: 'system', after: { seq: 2, because: 'one-of', only: 3 } },
      { account: 'system', after: { seq: 3, because: 'one-of', only: 2 } },
    ]);
  });

  test('a moment ago may be under way in another process, and is looked at next time', async () => {
    const { create, die, mark, marks, clock } = setUp();
    await create('a');
    await die('a', 2);
    clock.advance(59_999);
    const next = await mark(60_000);
    expect(await marks()).toEqual([]);
    expect(next).toBe(1);
    clock.advance(1);
    await mark(60_000, next);
    expect(await marks()).toHaveLength(1);
  });

  test('about what goes by itself cannot be told afterwards, and is left alone', async () => {
    const { trail, mark, marks } = setUp();
    await trail.change(
      note({ kind: 'create', target: { collection: passing.name, id: 'x', revision: 1 } }),
      async () => ({
        ok: true,
        revision: 1,
      }),
    );
    await mark();
    expect(await marks()).toEqual([]);
  });
});
