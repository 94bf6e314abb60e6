// Makes of a document what both databases store alike: strings, finite numbers, booleans, null, arrays and plain objects.
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
 * @param copies false for the value itself where it is plain already, with copies of only those parts that were not.
 * @throws NotPlain
 */
export function toPlain(value: object, copies = true): Record<string, unknown> {
  let room = mostCharacters;
  const spend = (characters: number) => {
    room -= characters;
    if (room < 0) throw new NotPlain('is larger than 4 MB');
  };

  function plainObject(object: object, depth: number): Record<string, unknown> {
    const prototype = Object.getPrototypeOf(object);
    if (prototype !== Object.prototype && prototype !== null) throw new NotPlain('holds more than plain values');
    const given = object as Record<string, unknown>;
    let plain = copies ? { ...given } : given;
    for (const key of Object.keys(given)) {
      const item = given[key];
      if (item !== undefined) spend(checkName(key).length + 16);
      const kept = item === undefined ? undefined : plainValue(item, depth + 1);
      if (item !== undefined && Object.is(kept, item)) continue;
      if (plain === given) plain = { ...given };
      if (item === undefined) delete plain[key];
      else plain[key] = kept;
    }
    return plain;
  }

  function plainArray(array: readonly unknown[], depth: number): readonly unknown[] {
    spend(array.length * 8);
    let plain = copies ? [...array] : undefined;
    // Counted, because other loops skip the holes of an array, which are stored as null.
    for (let at = 0; at < array.length; at += 1) {
      const kept = plainValue(array[at] ?? null, depth + 1);
      if (Object.is(kept, array[at])) continue;
      plain ??= [...array];
      plain[at] = kept;
    }
    return plain ?? array;
  }

  function plainValue(item: unknown, depth: number): unknown {
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
    if (typeof item === 'object') return plainObject(item, depth);
    throw new NotPlain('holds more than plain values');
  }

  return plainObject(value, 0);
}
