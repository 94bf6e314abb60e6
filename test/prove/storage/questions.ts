// The questions of a call log's reader: the newest calls one by one, as a page, and a page far behind.
import { expect } from '@jest/globals';
import { calls } from '../../../server/ledger/callRecord.js';
import type { Store } from '../../../server/storage/port.js';
import { callId } from './storedCalls.js';

/** @param stored calls in the store; @param size of a page; @param far the number of the page far behind, from 1. */
export function createQuestions(stored: number, size: number, far: number) {
  const query = { index: 'byStart', order: 'descending', limit: size } as const;
  const newestIds = Array.from({ length: size }, (_, index) => callId(stored - 1 - index));
  return {
    newestIds,
    async getNewest(store: Store): Promise<void> {
      const collection = store.collection(calls);
      let found = 0;
      for (const id of newestIds) found += (await collection.get(id)) ? 1 : 0;
      expect(found).toBe(size);
    },
    async listNewest(store: Store): Promise<void> {
      const { items } = await store.collection(calls).list(query);
      expect(items).toHaveLength(size);
    },
    /** @param after what `turnPages` found. */
    async listFar(store: Store, after: string): Promise<void> {
      const { items } = await store.collection(calls).list({ ...query, after });
      expect(items[0]?.id).toBe(callId(stored - 1 - (far - 1) * size));
    },
    /** At each call the next page behind `after`. */
    turning(store: Store, after = ''): () => Promise<void> {
      let last = after;
      return async () => {
        const { items, nextCursor } = await store
          .collection(calls)
          .list(last === '' ? query : { ...query, after: last });
        expect(items).toHaveLength(size);
        last = nextCursor ?? '';
      };
    },
    /** At each call what is on the next page, one by one. @param first page, from 1. */
    getting(store: Store, first: number): () => Promise<void> {
      let at = stored - (first - 1) * size;
      return async () => {
        for (const last = at - size; at > last; at -= 1) {
          const record = await store.collection(calls).get(callId(at - 1));
          expect(record).toBeDefined();
        }
      };
    },
    /** The cursor behind which the far page is. */
    async turnPages(store: Store): Promise<string> {
      let after = '';
      for (let turned = 1; turned < far; turned += 1) {
        const { nextCursor } = await store.collection(calls).list(after === '' ? query : { ...query, after });
        after = nextCursor ?? '';
      }
      return after;
    },
  };
}
