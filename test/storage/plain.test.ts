// What a document becomes before either database sees it: plain values, and never the caller's own any more.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { toPlain } from '../../server/storage/plain.js';
import type { CollectionDeclaration } from '../../server/storage/port.js';
import { type OpenedLane, storeLanes } from '../support/storeLanes.js';

interface Paper {
  id: string;
  revision: number;
  content: unknown;
}

const papers: CollectionDeclaration<Paper> = {
  name: 'papers',
  schema: z.object({ id: z.string(), revision: z.number(), content: z.unknown() }),
  indexes: {},
};

describe.each(storeLanes())('a document $title', ({ open }) => {
  let lane: OpenedLane;
  beforeEach(async () => {
    lane = await open([papers]);
  });
  afterEach(() => lane.dispose());

  async function storeAndRead(content: unknown): Promise<unknown> {
    const collection = lane.store.collection(papers);
    expect(await collection.insert({ id: 'one', revision: 0, content })).toEqual({ ok: true, revision: 1 });
    return (await collection.get('one'))?.content;
  }

  test('is stored as it was given, whatever its caller does with it afterwards', async () => {
    const collection = lane.store.collection(papers);
    const inner = { list: ['a', { word: 'before' }] };
    const storing = collection.insert({ id: 'one', revision: 0, content: { inner } });
    inner.list.push('late');
    inner.list[1] = { word: 'after' };
    await storing;
    expect((await collection.get('one'))?.content).toEqual({ inner: { list: ['a', { word: 'before' }] } });
  });

  test('stays as it is stored, whatever one of its readers tries with it', async () => {
    const content = { word: 'stored', list: [{ word: 'stored' }] };
    await storeAndRead(content);
    const collection = lane.store.collection(papers);
    const read = async () => (await collection.get('one'))?.content as typeof content;
    const attempts: ((own: typeof content) => void)[] = [
      (own) => own.list.push({ word: 'more' }),
      (own) => Object.assign(own, { word: 'other' }),
      (own) => Object.assign(own.list[0] ?? {}, { word: 'other' }),
    ];
    for (const attempt of attempts) {
      const own = await read();
      // Refused by a store whose readers share one document, harmless in the other.
      await Promise.allSettled([Promise.resolve(own).then(attempt)]);
      expect(await read()).toEqual(content);
    }
  });

  test('read, added to and given back is stored with what was added, also over restarts', async () => {
    const added = (revision: number) => ({ word: `w${revision}"\\ud800`, pairs: [['"', '\\']] });
    await storeAndRead({ list: [added(0)], other: { at: 0 } });
    for (let revision = 1; revision <= 6; revision += 1) {
      const collection = (revision % 3 === 0 ? await lane.reopen() : lane.store).collection(papers);
      const read = (await collection.get('one'))?.content as { list: unknown[] };
      const content = { list: [...read.list, added(revision)], other: { at: revision } };
      expect(await collection.replace({ id: 'one', revision: 0, content }, revision)).toMatchObject({ ok: true });
      const list = Array.from({ length: revision + 1 }, (_, index) => added(index));
      expect((await collection.get('one'))?.content).toEqual({ list, other: { at: revision } });
    }
  });

  test('comes back in plain values: no minus zero, no holes, no undefined, no half characters', async () => {
    const holes: unknown[] = [1];
    holes[3] = -0;
    const read = await storeAndRead({ holes, zero: -0, gone: undefined, half: 'a\ud800b', kept: { text: '가🙂' } });
    expect(read).toStrictEqual({ holes: [1, null, null, 0], zero: 0, half: 'a\ufffdb', kept: { text: '가🙂' } });
  });

  test.each([
    ['a date', { content: new Date() }],
    ['a function', { content: () => {} }],
    ['no number', { content: [Number.NaN] }],
    ['a dollar name', { content: { $set: 1 } }],
    ['a dotted name', { content: { 'a.b': 1 } }],
    ['a name with a zero byte', { content: { 'a\0': 1 } }],
    ['the prototype’s name', { content: JSON.parse('{"__proto__": 1}') as unknown }],
    ['more than 4 MB', { content: 'x'.repeat(4_000_001) }],
  ])('that holds %s is refused, also the second time', async (_, { content }) => {
    const collection = lane.store.collection(papers);
    for (const id of ['one', 'two']) {
      expect(await collection.insert({ id, revision: 0, content })).toMatchObject({ ok: false, code: 'invalid' });
    }
  });
});

test('the caller’s own document stays as it was', () => {
  const given = { list: [-0, undefined], nested: { gone: undefined, word: '\ud800' } };
  toPlain(given, true);
  expect(given).toStrictEqual({ list: [-0, undefined], nested: { gone: undefined, word: '\ud800' } });
});
