// The time zone in which days begin here: the city's, or the browser's own for those who are not told the city's.
import { useCan, useDesk } from '../../state/deskContext.js';

/** null until it is known. */
export function useCityZone(): string | null {
  const { settings } = useDesk();
  const isTold = useCan('board.view');
  if (settings) return settings.timeZone;
  return isTold ? null : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
