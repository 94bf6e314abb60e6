// A store with enough in it to move: documents of several revisions, strange texts, and some that expire.

import type { Progress } from '../../../server/storage/moving/progress.js';
import type { Collection, CollectionDeclaration, Store, StoredDocument } from '../../../server/storage/port.js';
import { makeNote, makeTicket, notes, tickets } from '../samples.js';

export const declarations = [notes, tickets];
export const now = Date.now();
export const silent: Progress = { begin() {}, advance() {} };

export async function fillStore(store: Store, count = 1_100): Promise<void> {
  const collection = store.collection(notes);
  const made = Array.from({ length: count }, (_, position) =>
    makeNote(`n${position}`, { rank: position, raw: [['Body', `한글 \u2028 "${position}" 🙂 \n$a.b`]] }),
  );
  await Promise.all(made.map((note) => collection.insert(note)));
  await Promise.all(made.slice(0, 10).map((note) => collection.replace({ ...note, group: null }, 1)));
  await Promise.all(made.slice(0, 5).map((note) => collection.replace({ ...note, group: true }, 2)));
  await store.collection(tickets).insert(makeTicket('lasting', now + 10 * 3_600_000));
  await store.collection(tickets).insert(makeTicket('timeless', null));
}

/** Every document of every collection, by id. */
export async function dump(store: Store): Promise<Record<string, StoredDocument[]>> {
  const all: Record<string, StoredDocument[]> = {};
  for (const declaration of declarations as readonly CollectionDeclaration<StoredDocument>[]) {
    const own: StoredDocument[] = [];
    for await (const slice of store.collection(declaration).walk()) own.push(...slice);
    all[declaration.name] = own;
  }
  return all;
}

/** The same store, whose writes by `load` fail after so many: the process might as well have been killed. */
export function failingStore(store: Store, after: number): Store {
  let left = after;
  return {
    ...store,
    collection(declaration) {
      const collection = store.collection(declaration);
      return {
        ...collection,
        async load(document) {
          left -= 1;
          if (left < 0) throw new Error('the plug was pulled');
          return collection.load(document);
        },
      };
    },
  };
}

/** The same store, whose documents are read otherwise than they were written. */
export function changedStore(store: Store, change: (document: StoredDocument) => StoredDocument): Store {
  return {
    ...store,
    collection<T extends StoredDocument>(declaration: CollectionDeclaration<T>): Collection<T> {
      const collection = store.collection(declaration);
      return {
        ...collection,
        async *walk() {
          for await (const slice of collection.walk()) yield slice.map((document) => change(document) as T);
        },
      };
    },
  };
}
