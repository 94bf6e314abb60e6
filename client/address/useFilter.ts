// Filters of a list live in the address, so that a search can be shared, kept and gone back to.
import { useCallback } from 'react';
import { go, useAddress } from './address.js';

export interface Filter {
  read: (name: string) => string;
  /** An empty value takes the name out of the address. */
  write: (name: string, value: string) => void;
}

export function useFilter(): Filter {
  const { path, query } = useAddress();
  const read = useCallback((name: string) => query.get(name) ?? '', [query]);
  const write = useCallback(
    (name: string, value: string) => {
      const next = new URLSearchParams(query);
      if (value === '') next.delete(name);
      else next.set(name, value);
      go(next.size === 0 ? path : `${path}?${next}`, { replace: true });
    },
    [path, query],
  );
  return { read, write };
}
