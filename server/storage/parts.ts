// Objects in the lists of a document, such as a call's events, come again unchanged at each of its revisions. Their check and
// their text are the most expensive part of a write: both are done once, and remembered as long as somebody holds the object.

export interface Part {
  /** What it takes of a document's room. */
  size: number;
  /** As JSON. */
  text: string;
}

const parts = new WeakMap<object, Part>();

export function findPart(object: object): Part | undefined {
  return parts.get(object);
}

/** @param object plain, and frozen as deep as it goes: its text holds for ever. */
export function keepPart(object: object, size: number): void {
  parts.set(object, { size, text: JSON.stringify(object) });
}

/** Lists this deep below a document may hold parts; what is deeper is put into text as a whole. */
const deepest = 2;

/** A lone surrogate: no plain value holds one (plain.ts), so nothing else can have its text. */
const mark = '\ud800';
const markText = JSON.stringify(mark);

/** The object with a mark in place of each part, whose texts are gathered in their order. */
function takeOut(object: object, texts: string[], depth = 1): object {
  let without: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(object)) {
    if (typeof value !== 'object' || value === null) continue;
    let left: object = value;
    if (Array.isArray(value)) left = takeOutOfList(value, texts);
    else if (depth < deepest) left = takeOut(value, texts, depth + 1);
    if (left === value) continue;
    without ??= { ...object };
    without[name] = left;
  }
  return without ?? object;
}

function takeOutOfList(list: readonly unknown[], texts: string[]): readonly unknown[] {
  const known = list.map((item) => (typeof item === 'object' && item !== null ? parts.get(item) : undefined));
  if (known.every((part) => part === undefined)) return list;
  return known.map((part, at) => {
    if (part === undefined) return list[at];
    texts.push(part.text);
    return mark;
  });
}

/** What `JSON.stringify` makes of a plain document, in pieces: the texts of its parts as they are remembered, and what is between. */
export function textsOf(document: object): readonly string[] {
  const texts: string[] = [];
  const between = JSON.stringify(takeOut(document, texts)).split(markText);
  const pieces: string[] = [];
  between.forEach((text, at) => {
    pieces.push(text);
    const part = texts[at];
    if (part !== undefined) pieces.push(part);
  });
  return pieces;
}
