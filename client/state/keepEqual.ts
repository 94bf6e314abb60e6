// Structural sharing: what has not changed keeps its identity, so that memoised views of it are not drawn again.

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a value equal to `after` that reuses every equal part of `before`. Both are JSON values. */
export function keepEqual<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (Array.isArray(before) && Array.isArray(after)) {
    const items = after.map((item, index) => keepEqual(before[index], item));
    const same = before.length === items.length && items.every((item, index) => Object.is(item, before[index]));
    return (same ? before : items) as T;
  }
  if (isPlain(before) && isPlain(after)) {
    const keys = Object.keys(after);
    const fields = Object.fromEntries(keys.map((key) => [key, keepEqual(before[key], after[key])]));
    const same = Object.keys(before).length === keys.length && keys.every((key) => Object.is(fields[key], before[key]));
    return (same ? before : fields) as T;
  }
  return after;
}
