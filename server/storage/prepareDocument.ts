// The door for documents: schema first, then what both databases can store. A refusal concerns its own caller only.
import type { DeclaredCollection, PlainDocument } from './declarations.js';
import { reservedFields } from './declarations.js';
import { NotPlain, toPlain } from './plain.js';
import type { StoredDocument, WriteOutcome } from './port.js';

type Prepared = { document: PlainDocument } | { refusal: Extract<WriteOutcome, { code: 'invalid' }> };

function refuse(collection: DeclaredCollection, reason: string): Prepared {
  return { refusal: { ok: false, code: 'invalid', message: `A document of ${collection.name} ${reason}.` } };
}

function isPlainDocument(plain: Record<string, unknown>): plain is PlainDocument {
  return typeof plain['id'] === 'string' && plain['id'] !== '' && typeof plain['revision'] === 'number';
}

/**
 * @param revision the one it will be stored with; the document's own is ignored.
 * @param isShared when the copy will be handed out to whoever reads the document next.
 */
export function prepareDocument(
  collection: DeclaredCollection,
  document: StoredDocument,
  revision: number,
  isShared = false,
): Prepared {
  const parsed = collection.schema.safeParse({ ...document, revision });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(collection, `does not fit: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trimEnd());
  }
  if (typeof parsed.data !== 'object' || parsed.data === null) return refuse(collection, 'is not an object');
  let plain: Record<string, unknown>;
  try {
    plain = toPlain(parsed.data, isShared);
  } catch (error) {
    if (error instanceof NotPlain) return refuse(collection, error.message);
    throw error;
  }
  if (!isPlainDocument(plain)) return refuse(collection, 'has no id or revision');
  for (const field of reservedFields) {
    if (Object.hasOwn(plain, field)) return refuse(collection, `uses "${field}", which storage keeps for itself`);
  }
  for (const { fields } of collection.indexes.values()) {
    for (const field of fields) {
      const value = plain[field];
      if (typeof value === 'object' && value !== null)
        return refuse(collection, `holds more than a value in "${field}"`);
    }
  }
  return { document: plain };
}
