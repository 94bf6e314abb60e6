// What an entry changed, field by field: only what is not the same before and after.

export type Leaf = string | number | boolean | null;

export interface ChangedField {
  /** Field names from the outside in: ["lunch", "span", "from"]. */
  path: string[];
  /** undefined where there was no such field. A list without objects in it counts as one value. */
  before: Leaf | readonly Leaf[] | undefined;
  after: Leaf | readonly Leaf[] | undefined;
}

type Value = ChangedField['before'];

const isLeaf = (value: unknown): value is Leaf => value === null || typeof value !== 'object';

function collect(value: unknown, path: string[], into: Map<string, { path: string[]; value: Value }>): void {
  if (isLeaf(value) || (Array.isArray(value) && value.every(isLeaf))) {
    into.set(JSON.stringify(path), { path, value });
    return;
  }
  // Counted from 1, as people do.
  const names: [string, unknown][] = Array.isArray(value)
    ? value.map((item, at) => [String(at + 1), item])
    : Object.entries(value as object);
  for (const [name, item] of names) collect(item, [...path, name], into);
}

function leaves(document: object | null): Map<string, { path: string[]; value: Value }> {
  const found = new Map<string, { path: string[]; value: Value }>();
  if (document) for (const [name, item] of Object.entries(document)) collect(item, [name], found);
  return found;
}

/** In the order of `after`, then what is only in `before`. */
export function changedFields(before: object | null, after: object | null): ChangedField[] {
  const old = leaves(before);
  const now = leaves(after);
  const keys = new Set([...now.keys(), ...old.keys()]);
  return [...keys].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was && is && JSON.stringify(was.value) === JSON.stringify(is.value)) return [];
    const path = (is ?? was)?.path ?? [];
    return [{ path, before: was?.value, after: is?.value }];
  });
}
