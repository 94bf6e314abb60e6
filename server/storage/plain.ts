// Copies a document into what both databases store alike: strings, finite numbers, booleans, null, arrays and plain objects.
// Anything else would come back different from one of them.

// MongoDB refuses documents over 16 MB together with the whole bulk they travel in; 4 million characters stay below that in UTF-8.
const mostCharacters = 4_000_000;
const deepest = 60;
const loneSurrogate = /\p{Surrogate}/u;
const loneSurrogates = /\p{Surrogate}/gu;

/** Why a document cannot be stored, as a sentence's end. */
export class NotPlain extends Error {
  override name = 'NotPlain';
}

/** @throws NotPlain */
export function toPlain(value: object): Record<string, unknown> {
  let room = mostCharacters;
  const spend = (characters: number) => {
    room -= characters;
    if (room < 0) throw new NotPlain('is larger than 4 MB');
  };

  function copyObject(object: object, depth: number): Record<string, unknown> {
    const prototype = Object.getPrototypeOf(object);
    if (prototype !== Object.prototype && prototype !== null) throw new NotPlain('holds more than plain values');
    const copied: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(object)) {
      if (item === undefined) continue;
      // Names are ours; these would mean something else to a database or to JavaScript.
      if (key.startsWith('$') || key.includes('.') || key.includes('\0') || key === '__proto__') {
        throw new NotPlain('has a field name that cannot be stored');
      }
      spend(key.length + 16);
      copied[key] = copy(item, depth + 1);
    }
    return copied;
  }

  function copy(item: unknown, depth: number): unknown {
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
    if (Array.isArray(item)) {
      spend(item.length * 8);
      return item.map((element) => copy(element ?? null, depth + 1));
    }
    if (typeof item === 'object') return copyObject(item, depth);
    throw new NotPlain('holds more than plain values');
  }

  return copyObject(value, 0);
}
