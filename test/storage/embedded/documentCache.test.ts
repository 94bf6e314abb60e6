// Decoded documents, and the stored bytes that alone bring them back.
import { expect, test } from '@jest/globals';
import { declareCollections } from '../../../server/storage/declarations.js';
import { encodeDocument, sealDocument } from '../../../server/storage/embedded/codec.js';
import { createDocumentCache } from '../../../server/storage/embedded/documentCache.js';
import { makeNote, notes } from '../samples.js';

const [declared] = declareCollections([notes]).values();

function stored(id: string, revision: number, body = '') {
  const document = { ...makeNote(id, { raw: [['Body', body]] }), revision };
  if (!declared) throw new Error('One collection was declared.');
  return { document, bytes: Buffer.from(encodeDocument(sealDocument(declared, document, true))) };
}

test('a document is found for the bytes it was kept with, and for no others', () => {
  const cache = createDocumentCache();
  const [first, second] = [stored('one', 1), stored('one', 2)];
  cache.keep(first.document, first.bytes);
  expect(cache.find('one', first.bytes)).toBe(first.document);
  expect(cache.find('one', second.bytes)).toBeUndefined();
  expect(cache.find('two', first.bytes)).toBeUndefined();
  cache.keep(second.document, second.bytes);
  expect(cache.find('one', first.bytes)).toBeUndefined();
  expect(cache.find('one', second.bytes)).toBe(second.document);
});

test('a document that is asked for stays while thousands come and go, and the others make room', () => {
  const cache = createDocumentCache();
  const body = 'x'.repeat(10_000);
  const wanted = stored('wanted', 1, body);
  const unwanted = stored('unwanted', 1, body);
  cache.keep(wanted.document, wanted.bytes);
  cache.keep(unwanted.document, unwanted.bytes);
  for (let index = 0; index < 5_000; index += 1) {
    const passing = stored(`n${index}`, 1, body);
    cache.keep(passing.document, passing.bytes);
    expect(cache.find('wanted', wanted.bytes)).toBe(wanted.document);
  }
  expect(cache.find('unwanted', unwanted.bytes)).toBeUndefined();
});
