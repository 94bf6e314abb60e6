// Writes a checked directory into the store: new documents are inserted, changed ones replaced, others left as they are.
// Departments go first and lines last, so that a run cut short leaves no line without its department; a second run completes it.
import type { CollectionDeclaration, Store, StoredDocument, WriteOperation } from '../storage/port.js';
import {
  type DepartmentRecord,
  departmentRecords,
  type LineRecord,
  lineRecords,
  type OfficialRecord,
  officialRecords,
} from './directoryRecords.js';

export interface DirectoryContent {
  departments: DepartmentRecord[];
  officials: OfficialRecord[];
  lines: LineRecord[];
}

export interface SaveCount {
  added: number;
  changed: number;
  unchanged: number;
}

// One commit is one durable step; slices keep the database responsive while a large file goes in.
const sliceSize = 200;

/** @throws Error when a document was refused or somebody else changed it meanwhile. */
export async function saveDirectory(store: Store, content: DirectoryContent): Promise<SaveCount> {
  const count: SaveCount = { added: 0, changed: 0, unchanged: 0 };
  await save(store, departmentRecords, content.departments, count);
  await save(store, officialRecords, content.officials, count);
  await save(store, lineRecords, content.lines, count);
  return count;
}

async function save<T extends StoredDocument>(
  store: Store,
  declaration: CollectionDeclaration<T>,
  documents: readonly T[],
  count: SaveCount,
): Promise<void> {
  const collection = store.collection(declaration);
  for (let from = 0; from < documents.length; from += sliceSize) {
    const slice = documents.slice(from, from + sliceSize);
    const stored = new Map((await collection.getMany(slice.map(({ id }) => id))).map((found) => [found.id, found]));
    const operations: WriteOperation[] = [];
    for (const document of slice) {
      const found = stored.get(document.id);
      if (!found) {
        operations.push({ kind: 'insert', collection: declaration.name, document });
        count.added += 1;
      } else if (sameContent(declaration, found, document)) {
        count.unchanged += 1;
      } else {
        operations.push({
          kind: 'replace',
          collection: declaration.name,
          document,
          expectedRevision: found.revision,
        });
        count.changed += 1;
      }
    }
    if (operations.length === 0) continue;
    const refused = (await store.commit(operations)).find((outcome) => !outcome.ok);
    if (refused) throw new Error(`The directory was not saved completely (${refused.code}); run the import again.`);
  }
}

// The schema puts the fields of both in one order; the revision is the store's own.
function sameContent<T extends StoredDocument>(declaration: CollectionDeclaration<T>, one: T, other: T): boolean {
  const text = (document: T) => JSON.stringify(declaration.schema.parse({ ...document, revision: 0 }));
  return text(one) === text(other);
}
