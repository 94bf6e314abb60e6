// One event more, or some that came together: pure, and independent of order, repeats and gaps that a later event fills.
import type { Call } from './call.js';
import type { CallEvent } from './callEvent.js';
import { deriveCall } from './deriveCall.js';
import { addEvent, type EventSet, emptyEventSet, gatherEvents } from './eventSet.js';

/** @param id the root CallSid under which the call is kept. */
export function applyEvent(call: Call | undefined, id: string, ...events: readonly CallEvent[]): Call {
  return deriveCall(id, events.reduce<EventSet>(addEvent, call ?? emptyEventSet));
}

/** The same call from all its events at once; conflicts included. */
export function replay(id: string, events: readonly CallEvent[]): Call {
  return deriveCall(id, gatherEvents(events));
}

/** A document that proved to be a leg of `root`: its facts join the root's. */
export function mergeCalls(root: Call | undefined, id: string, child: Call): Call {
  return replay(id, [...(root?.events ?? []), ...(root?.conflicts ?? []), ...child.events, ...child.conflicts]);
}
