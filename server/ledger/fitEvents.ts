// What a call's document has room for, and what a call may hold at all (STORAGE.md). Nearly every call is far from both
// and pays one comparison and a look at the event that came.
import type { Call } from '../calls/call.js';
import type { CallEvent } from '../calls/callEvent.js';
import { mostCallCharacters, mostCallEvents, mostDocumentCharacters, mostDocumentEvents } from '../calls/limits.js';

/** So few events are not weighed while each is light: together they fill the half that is left free for them. */
const fewEvents = 32;
const lightEvent = mostDocumentCharacters / 2 / fewEvents;

/** What an event has beside its raw form, its addresses and the targets that it dialled. */
const ownCharacters = 600;
const targetCharacters = 200;

/** Characters of its JSON, rather too many than too few, without writing it. */
function weightOf(event: CallEvent): number {
  let weight = ownCharacters + (event.from?.length ?? 0) + (event.to?.length ?? 0);
  if ('dialled' in event) weight += event.dialled.length * targetCharacters;
  for (const field of event.raw) weight += field[0].length + field[1].length + 8;
  return weight;
}

function countOf(call: Call | undefined): number {
  return call ? call.events.length + call.conflicts.length : 0;
}

/** @param added events that the call does not have yet. */
export function mayHold(call: Call | undefined, added: readonly CallEvent[]): boolean {
  const count = countOf(call) + added.length;
  // A form has 64 kB at most.
  if (count <= fewEvents) return true;
  if (count > mostCallEvents) return false;
  const all = [...(call?.events ?? []), ...(call?.conflicts ?? []), ...added];
  return all.reduce((sum, event) => sum + weightOf(event), 0) <= mostCallCharacters;
}

/** @param call whole, with `added` in it; without them its document had room. */
export function surelyFits(call: Call, added: readonly CallEvent[]): boolean {
  return countOf(call) <= fewEvents && added.every((event) => weightOf(event) <= lightEvent);
}

interface Part {
  events: CallEvent[];
  weight: number;
}

/** As few parts as their order allows, each within a document's bounds; one event alone may be larger. */
function partsOf(events: readonly CallEvent[]): Part[] {
  const parts: Part[] = [];
  for (const event of events) {
    const weight = weightOf(event);
    let part = parts.at(-1);
    if (!part || part.events.length === mostDocumentEvents || part.weight + weight > mostDocumentCharacters) {
      part = { events: [], weight: 0 };
      parts.push(part);
    }
    part.events.push(event);
    part.weight += weight;
  }
  return parts;
}

/** The parts that go to overflow documents, oldest first; what is in none of them stays in the call's own. */
export function overflowOf(events: readonly CallEvent[]): CallEvent[][] {
  const parts = partsOf(events);
  const last = parts.at(-1);
  const room = events.length > fewEvents ? mostDocumentCharacters : mostDocumentCharacters / 2;
  if (last && last.weight <= room) parts.pop();
  return parts.map((part) => part.events);
}
