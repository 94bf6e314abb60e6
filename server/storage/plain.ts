// Makes of a document what both databases store alike: strings, finite numbers, booleans, null, arrays and plain objects.
// Anything else would come back different from one of them.
import { findPart, keepPart } from './parts.js';

// MongoDB refuses documents over 16 MB together with the whole bulk they travel in; 4 million characters stay below that in UTF-8.
const mostCharacters = 4_000_000;
const deepest = 60;
const loneSurrogate = /\p{Surrogate}/u;
const loneSurrogates = /\p{Surrogate}/gu;

/** Why a document cannot be stored, as a sentence's end. */
export class NotPlain extends Error {
  override name = 'NotPlain';
}

// Names are ours, a few hundred in all, and each is looked at once; what a stranger might bring is not kept without end.
const goodNames = new Set<string>();
const mostNames = 1_000;

function checkName(name: string): string {
  if (goodNames.has(name)) return name;
  // These would mean something else to a database or to JavaScript.
  if (name.startsWith('$') || name.includes('.') || name.includes('\0') || name === '__proto__') {
    throw new NotPlain('has a field name that cannot be stored');
  }
  if (goodNames.size < mostNames) goodNames.add(name);
  return name;
}

/**
 * A copy that nothing its caller does can change.
 * @param remembers for a copy that is handed out to many: it is frozen, and the objects in its lists are parts (parts.ts).
 * @throws NotPlain
 */
export function toPlain(value: object, remembers = false): Record<string, unknown> {
  let room = mostCharacters;
  let isInPart = false;
  const spend = (characters: number) => {
    room -= characters;
    if (room < 0) throw new NotPlain('is larger than 4 MB');
  };

  function plainObject(object: object, depth: number): Record<string, unknown> {
    const prototype = Object.getPrototypeOf(object);
    if (prototype !== Object.prototype && prototype !== null) throw new NotPlain('holds more than plain values');
    const plain: Record<string, unknown> = { ...object };
    for (const key of Object.keys(plain)) {
      const item = plain[key];
      if (item === undefined) {
        delete plain[key];
        continue;
      }
      spend(checkName(key).length + 16);
      plain[key] = plainValue(item, depth + 1);
    }
    return remembers ? Object.freeze(plain) : plain;
  }

  /** An object in a list. */
  function plainPart(object: object, depth: number): object {
    const known = findPart(object);
    if (known) {
      spend(known.size);
      return object;
    }
    const before = room;
    isInPart = true;
    const part = plainObject(object, depth);
    isInPart = false;
    keepPart(part, before - room);
    return part;
  }

  function plainArray(array: readonly unknown[], depth: number): readonly unknown[] {
    spend(array.length * 8);
    const plain: unknown[] = [];
    // Counted, because other loops skip the holes of an array, which are stored as null.
    for (let at = 0; at < array.length; at += 1) {
      plain.push(plainValue(array[at] ?? null, depth + 1, remembers && !isInPart));
    }
    return remembers ? Object.freeze(plain) : plain;
  }

  function plainValue(item: unknown, depth: number, mayBePart = false): unknown {
    if (depth > deepest) throw new NotPlain('is nested too deeply');
    if (item === null || typeof item === 'boolean') return item;
    if (typeof item === 'string') {
      spend(item.length);
      return loneSurrogate.test(item) ? item.replace(loneSurrogates, '\ufffd') : item;
    }
    if (typeof item === 'number') {
      if (!Number.isFinite(item)) throw new NotPlain('holds a number that is not finite');
      return item === 0 ? 0 : item;
    }
    if (Array.isArray(item)) return plainArray(item, depth);
    if (typeof item === 'object') return mayBePart ? plainPart(item, depth) : plainObject(item, depth);
    throw new NotPlain('holds more than plain values');
  }

  return plainObject(value, 0);
}
