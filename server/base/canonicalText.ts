// One text for equal documents, whichever database they come from: JSON with the fields of every object in order.

/** A copy rather than a replacer function, which would be called for every value and takes twice as long. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const fields = value as Readonly<Record<string, unknown>>;
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(fields).sort()) ordered[name] = inOrder(fields[name]);
  return ordered;
}

export function canonicalText(document: object): string {
  return JSON.stringify(inOrder(document));
}
