// Where this browser is. A handful of fixed addresses needs no router library, only these forty lines.
import { useMemo, useSyncExternalStore } from 'react';
import { type Address, readAddress } from './readAddress.js';

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

const shown = () => location.pathname + location.search;

export function useAddress(): Address {
  const address = useSyncExternalStore(subscribe, shown);
  return useMemo(() => readAddress(address), [address]);
}

/** @param to path and query of one of our own screens. `replace` leaves no step back, as for a filter that is being typed. */
export function go(to: string, { replace = false }: { replace?: boolean } = {}): void {
  if (to === shown()) return;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  tell();
}
