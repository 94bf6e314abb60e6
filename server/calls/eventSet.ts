// The set of facts of one call. Adding is idempotent and independent of order: repeats keep the earliest receipt, and of
// two events that claim one key with other content the earlier received stays while the other is kept as a conflict.
import { canonicalText } from '../base/canonicalText.js';
import type { CallEvent } from './callEvent.js';

export interface EventSet {
  events: CallEvent[];
  conflicts: CallEvent[];
}

export const emptyEventSet: EventSet = { events: [], conflicts: [] };

function content(event: CallEvent): string {
  return JSON.stringify(event.raw);
}

function byTime(a: CallEvent, b: CallEvent): number {
  return (a.stamp?.ms ?? a.receivedAt) - (b.stamp?.ms ?? b.receivedAt) || compareText(a.key, b.key);
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Of repeats in one millisecond, whose URLs may differ, the same one stays in whatever order they come. */
function isEarlier(a: CallEvent, b: CallEvent): boolean {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt;
  return compareText(canonicalText(a), canonicalText(b)) < 0;
}

function inConflict(a: CallEvent, b: CallEvent): number {
  return byTime(a, b) || a.receivedAt - b.receivedAt || compareText(content(a), content(b));
}

/** All that claim one key, each content once, the earliest received first: that one stays. */
function settleClaims(claims: readonly CallEvent[]): CallEvent[] {
  const distinct = new Map<string, CallEvent>();
  for (const one of claims) {
    const text = content(one);
    const known = distinct.get(text);
    if (!known || isEarlier(one, known)) distinct.set(text, one);
  }
  return [...distinct]
    .sort(([textA, a], [textB, b]) => a.receivedAt - b.receivedAt || compareText(textA, textB))
    .map(([, one]) => one);
}

/** The set of many at once: what adding them one by one makes, in time that grows with their number only. */
export function gatherEvents(all: readonly CallEvent[]): EventSet {
  const claims = new Map<string, CallEvent[]>();
  for (const event of all) {
    const same = claims.get(event.key);
    if (same) same.push(event);
    else claims.set(event.key, [event]);
  }
  const settled = [...claims.values()].map(settleClaims);
  return {
    events: settled.flatMap((same) => same.slice(0, 1)).sort(byTime),
    conflicts: settled.flatMap((same) => same.slice(1)).sort(inConflict),
  };
}

export function addEvent({ events, conflicts }: EventSet, event: CallEvent): EventSet {
  const isSame = (one: CallEvent) => one.key === event.key;
  const isOther = (one: CallEvent) => !isSame(one);
  const [first = event, ...others] = settleClaims([...events.filter(isSame), ...conflicts.filter(isSame), event]);
  return {
    events: [...events.filter(isOther), first].sort(byTime),
    conflicts: [...conflicts.filter(isOther), ...others].sort(inConflict),
  };
}
