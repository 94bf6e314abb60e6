// A document that is handed out to many must not change in anybody's hands: in strict mode every attempt throws.
export function freezeDeeply<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const item of Object.values(value)) freezeDeeply(item);
  return Object.freeze(value);
}
