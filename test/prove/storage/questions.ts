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
