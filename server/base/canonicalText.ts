// One text for equal documents, whichever database they come from: JSON with the fields of every object in order.
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function canonicalText(document: object): string {
  return JSON.stringify(document, inOrder);
}
