// The parts of a document: checked, frozen and put into text once, however often their document is written.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { textsOf } from '../../server/storage/parts.js';
import { toPlain } from '../../server/storage/plain.js';

const name = fc.constantFrom('a', 'b', 'call', 'events');
// What JSON keeps apart only by its escapes, and what marks a part's place.
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', '"\ud800"', '\\ud800', '"\\ud800"', '"', '\\'),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.constantFrom(null, true, 0, -1.5, 2 ** 41),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
}));
const document = fc.dictionary(name, value, { maxKeys: 4 });

test('the text of a document with parts is its JSON, at every one of its revisions', () => {
  fc.assert(
    fc.property(document, document, (first, changes) => {
      const stored = toPlain(first, true);
      expect(textsOf(stored).join('')).toBe(JSON.stringify(toPlain(first)));
      const next = { ...stored, ...changes, more: [...Object.values(stored), first] };
      expect(textsOf(toPlain(next, true)).join('')).toBe(JSON.stringify(toPlain(next)));
    }),
    { numRuns: 1_000 },
  );
});

test('a part is the same object in the next revision, and everything in it is frozen', () => {
  const event = { kind: 'status', raw: [['From', '02']], stamp: { ms: 1 } };
  const stored = toPlain({ call: { events: [event] } }, true) as { call: { events: [typeof event] } };
  const next = toPlain({ call: { ...stored.call, endedAt: 2 } }, true) as typeof stored;
  const [part] = next.call.events;
  expect(part).toBe(stored.call.events[0]);
  expect(part).not.toBe(event);
  expect([part, part.raw, part.raw[0], part.stamp, next.call, next.call.events].map(Object.isFrozen)).not.toContain(
    false,
  );
  expect(Object.isFrozen(event)).toBe(false);
});

test('a part takes the same room of a document each time', () => {
  const half = { body: 'x'.repeat(2_500_000) };
  const once = toPlain({ list: [half] }, true) as { list: unknown[] };
  expect(() => toPlain({ list: [...once.list, { body: 'x'.repeat(1_000_000) }] }, true)).not.toThrow();
  expect(() => toPlain({ list: [...once.list, ...once.list] }, true)).toThrow('larger than 4 MB');
});
