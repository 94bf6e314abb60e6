// The storage port over plain maps, for tests of what stands on the port; the drivers have a contract suite of their own.
import type {
  Collection,
  CollectionDeclaration,
  Page,
  Store,
  StoredDocument,
  WriteOperation,
  WriteOutcome,
} from '../../server/storage/port.js';

type Row = StoredDocument & Record<string, unknown>;

export function memoryStore(): Store {
  const tables = new Map<string, Map<string, Row>>();
  const log: { collection: string; id: string; revision: number }[] = [];
  const table = (name: string) => {
    const rows = tables.get(name) ?? new Map<string, Row>();
    tables.set(name, rows);
    return rows;
  };

  function write(operation: WriteOperation): WriteOutcome {
    const rows = table(operation.collection);
    const { id } = operation.document;
    const known = rows.get(id);
    if (operation.kind === 'insert' && known) return { ok: false, code: 'duplicate', index: 'id' };
    if (operation.kind === 'replace' && !known) return { ok: false, code: 'not-found' };
    if (operation.kind === 'replace' && known?.revision !== operation.expectedRevision)
      return { ok: false, code: 'conflict' };
    const revision = (known?.revision ?? 0) + 1;
    rows.set(id, structuredClone({ ...operation.document, revision }) as Row);
    log.push({ collection: operation.collection, id, revision });
    return { ok: true, revision };
  }

  function collection<T extends StoredDocument>(declaration: CollectionDeclaration<T>): Collection<T> {
    const { name, indexes } = declaration;
    const read = (row: Row | undefined) => row && (structuredClone(row) as unknown as T);
    return {
      get: async (id) => read(table(name).get(id)),
      getMany: async (ids) => ids.flatMap((id) => read(table(name).get(id)) ?? []),
      insert: async (document) => write({ kind: 'insert', collection: name, document }),
      replace: async (document, expectedRevision) =>
        write({ kind: 'replace', collection: name, document, expectedRevision }),
      async list({
        index,
        equals = [],
        range = {},
        where = () => true,
        order = 'ascending',
        after,
        limit,
      }): Promise<Page<T>> {
        const fields = indexes[index]?.fields ?? ['id'];
        const rows = [...table(name).values()]
          .filter((row) => equals.every((value, position) => row[fields[position] ?? 'id'] === value))
          .filter((row) => {
            const value = row[fields[equals.length] ?? 'id'] as string | number;
            return (range.from == null || value >= range.from) && (range.to == null || value < range.to);
          })
          .sort((a, b) => {
            for (const field of [...fields, 'id']) {
              const [x, y] = [a[field] as string | number, b[field] as string | number];
              if (x !== y) return x < y ? -1 : 1;
            }
            return 0;
          });
        if (order === 'descending') rows.reverse();
        const start = after === undefined ? 0 : Number(after);
        const items = rows.slice(start, start + limit).flatMap((row) => read(row) ?? []);
        const end = start + items.length;
        return {
          items: items.filter(where),
          nextCursor: end < rows.length ? String(end) : null,
          examined: items.length,
        };
      },
      async count(query, bound) {
        const { items } = await this.list({ ...query, limit: Number.POSITIVE_INFINITY });
        return { count: Math.min(items.length, bound), more: items.length > bound };
      },
      remove: async (id) => table(name).delete(id),
      async removeRange(query) {
        const { items } = await this.list({ ...query, limit: Number.POSITIVE_INFINITY });
        for (const { id } of items) table(name).delete(id);
        return items.length;
      },
      async *walk() {
        const ids = [...table(name).keys()].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
        for (const id of ids) yield [read(table(name).get(id))].filter((document) => document !== undefined);
      },
      async changes({ after, overlapMs = 0 }) {
        const from = overlapMs > 0 ? 0 : Number(after);
        const entries = after === undefined ? [] : log.slice(from).filter((entry) => entry.collection === name);
        return { entries, marker: String(log.length), isComplete: true };
      },
      async load(document) {
        if (table(name).has(document.id)) return { ok: false, code: 'duplicate', index: 'id' };
        table(name).set(document.id, structuredClone(document) as unknown as Row);
        return { ok: true, revision: document.revision };
      },
      size: async () => table(name).size,
    };
  }

  return {
    kind: 'lmdb',
    collection,
    commit: async (operations) => operations.map(write),
    check: async () => {},
    time: async () => Date.now(),
    close: async () => {},
  };
}
