// Filters of a list live in the address, so that a search can be shared, kept and gone back to.
import { useCallback } from 'react';
import { go, useAddress } from './address.js';

export interface Filter {
  read: (name: string) => string;
  /** An empty value takes the name out of the address. */
  write: (name: string, value: string) => void;
}

/** From the address as it is now, not as it was drawn: two filters may change at once. */
function write(name: string, value: string): void {
  const next = new URLSearchParams(location.search);
  if (value === '') next.delete(name);
  else next.set(name, value);
  go(next.size === 0 ? location.pathname : `${location.pathname}?${next}`, { replace: true });
}

export function useFilter(): Filter {
  const { query } = useAddress();
  const read = useCallback((name: string) => query.get(name) ?? '', [query]);
  return { read, write };
}
