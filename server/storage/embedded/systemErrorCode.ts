// The system's own word for what went wrong (ENOENT, ENOSPC, ...); read by shape, since errors may come from another realm.
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
