// What keeps a store from being moved and a person can mend, in one line.
export class MoveError extends Error {
  override name = 'MoveError';
}

/** "12 calls, 1 users": collections that hold anything. */
export function listCounts(counts: ReadonlyMap<string, number>): string {
  const filled = [...counts].filter(([, count]) => count > 0);
  return filled.map(([name, count]) => `${count.toLocaleString('en')} ${name}`).join(', ') || 'nothing';
}
