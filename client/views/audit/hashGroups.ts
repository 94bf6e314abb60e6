// A check value in groups of four letters, as people read it to each other.
export function hashGroups(hash: string): string[] {
  return hash.match(/.{1,4}/g) ?? [];
}
