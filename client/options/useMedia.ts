// Media queries as values, for the few things that CSS alone cannot decide.
import { useCallback, useSyncExternalStore } from 'react';

/**
 * The television and desk layout, also for a television that hangs upright; below it everything stands in one column.
 * The style sheets use the same words.
 */
export const wideScreen =
  '(min-width: 900px) and (min-aspect-ratio: 5/4), (min-width: 900px) and (max-aspect-ratio: 3/4) and (min-height: 1400px)';
export const darkScheme = '(prefers-color-scheme: dark)';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
