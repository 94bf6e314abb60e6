// Loads documents in batches: large enough for one durable step to carry many, small enough for any machine.
import type { CollectionDeclaration, Store, StoredDocument } from '../port.js';
import { MoveError } from './moveError.js';

const mostDocuments = 500;
const mostCharacters = 8_000_000;

export interface Loader {
  /** @param size about how many characters the document has. @throws MoveError when it cannot be stored. */
  add(declaration: CollectionDeclaration<StoredDocument>, document: StoredDocument, size: number): Promise<void>;
  /** Resolves when everything added is durable. */
  finish(): Promise<void>;
}

export function createLoader(store: Store, onLoaded: (documents: number) => void): Loader {
  let waiting: { declaration: CollectionDeclaration<StoredDocument>; document: StoredDocument }[] = [];
  let room = mostCharacters;

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    room = mostCharacters;
    const outcomes = await Promise.all(
      batch.map(({ declaration, document }) => store.collection(declaration).load(document)),
    );
    for (const [position, outcome] of outcomes.entries()) {
      if (outcome.ok) continue;
      const { declaration, document } = batch[position] ?? {};
      const why = {
        duplicate: 'another document already holds its place',
        invalid: 'it does not fit',
        conflict: 'another process is writing into the store: stop it',
        'not-found': 'another process is writing into the store: stop it',
      }[outcome.code];
      throw new MoveError(`Document ${document?.id} of ${declaration?.name} cannot be stored: ${why}.`);
    }
    onLoaded(batch.length);
  }

  return {
    async add(declaration, document, size) {
      waiting.push({ declaration, document });
      room -= size;
      if (waiting.length >= mostDocuments || room <= 0) await flush();
    },
    finish: flush,
  };
}
