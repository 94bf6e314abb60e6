// A told story with another citizen in it.
import type { CallEvent } from '../../server/calls/callEvent.js';

/** Who calls in every story of scenarios.ts. */
const told = '+821000000001';

/** @param more fields that came on top, in every event. */
export function asCitizen(
  events: readonly CallEvent[],
  citizen: string,
  more: readonly [string, string][] = [],
): CallEvent[] {
  const spoken = (text: string) => (text === told ? citizen : text);
  return events.map((event) => ({
    ...event,
    ...(event.from === undefined ? {} : { from: spoken(event.from) }),
    raw: [...event.raw.map(([name, text]): [string, string] => [name, spoken(text)]), ...more],
  }));
}
