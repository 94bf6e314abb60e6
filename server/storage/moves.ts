// The note that a store holds only part of what is being moved into it: written first, removed last. A half-filled store
// would otherwise pass for a quiet city.
import { z } from 'zod';
import type { Collection, CollectionDeclaration, Store, StoredDocument } from './port.js';
import { StorageError } from './port.js';

export interface Move extends StoredDocument {
  id: 'move';
  kind: 'restore' | 'migration';
  startedAt: number;
}

/** Every store has it beside the declared collections; it is empty unless something is under way. */
export const moves: CollectionDeclaration<Move> = {
  name: 'moves',
  schema: z.object({
    id: z.literal('move'),
    revision: z.number().int().nonnegative(),
    kind: z.enum(['restore', 'migration']),
    startedAt: z.number().int(),
  }),
  indexes: {},
};

const commands = { restore: 'npm run restore', migration: 'npm run migrate-to-mongodb' };

export function findMove(store: Store): Promise<Move | undefined> {
  return store.collection(moves).get('move');
}

/** @throws StorageError 'damaged' for a store that a move has only partly filled. */
export async function refuseHalfMoved(store: Store): Promise<void> {
  const move = await findMove(store);
  if (!move) return;
  const message = `A ${move.kind} into this store did not finish, so it is incomplete; run "${commands[move.kind]}" again.`;
  throw new StorageError('damaged', message);
}

/** Notes the move until `work` has succeeded; when it fails, or the process dies, the note stays. */
export async function whileMoving(
  store: Store,
  kind: Move['kind'],
  now: number,
  work: () => Promise<void>,
): Promise<void> {
  const notes: Collection<Move> = store.collection(moves);
  const note = { id: 'move' as const, revision: 0, kind, startedAt: now };
  const known = await notes.get('move');
  const outcome = known ? await notes.replace(note, known.revision) : await notes.insert(note);
  if (!outcome.ok)
    throw new StorageError('in-use', 'Another move into this store has just begun; let it finish first.');
  await work();
  await notes.remove('move');
}
