// The call's conference, as its events tell it: who was in it from when to when, how long the citizen was held, and who
// of two left first.
import type { Mark } from './call.js';
import type { CallEvent, ConferenceEvent } from './callEvent.js';
import { markOf } from './legs.js';

export interface Stay {
  sid: string;
  from: Mark;
  /** null while it lasts, or where its end was lost. */
  to: Mark | null;
}

/** By Twilio's own count of one conference's events; what carries none goes by its stamp. */
function inOrder(a: ConferenceEvent, b: ConferenceEvent): number {
  const isComparable = a.conferenceSid === b.conferenceSid && a.sequence !== undefined && b.sequence !== undefined;
  if (isComparable) return (a.sequence ?? 0) - (b.sequence ?? 0);
  return markOf(a).ms - markOf(b).ms || (a.key < b.key ? -1 : 1);
}

export function conferenceEventsOf(events: readonly CallEvent[]): ConferenceEvent[] {
  const all = events.filter((event) => event.kind === 'conference');
  const began = new Map<string, number>();
  for (const event of all) {
    const { ms } = markOf(event);
    began.set(event.conferenceSid, Math.min(began.get(event.conferenceSid) ?? ms, ms));
  }
  const startOf = ({ conferenceSid }: ConferenceEvent) => began.get(conferenceSid) ?? 0;
  return all.sort((a, b) =>
    a.conferenceSid === b.conferenceSid
      ? inOrder(a, b)
      : startOf(a) - startOf(b) || (a.conferenceSid < b.conferenceSid ? -1 : 1),
  );
}

/** Pairs of one leg's events: opened by the one word, closed by the first of the others. */
function pairs(events: readonly ConferenceEvent[], opens: 'join' | 'hold', closes: readonly string[]): Stay[] {
  const stays: Stay[] = [];
  const open = new Map<string, Stay>();
  for (const event of events) {
    if (event.what === opens && !open.has(event.callSid)) {
      const stay: Stay = { sid: event.callSid, from: markOf(event), to: null };
      open.set(event.callSid, stay);
      stays.push(stay);
    } else if (event.what !== undefined && closes.includes(event.what)) {
      for (const stay of event.what === 'end' ? [...open.values()] : [open.get(event.callSid)]) {
        if (!stay) continue;
        stay.to = markOf(event);
        open.delete(stay.sid);
      }
    }
  }
  return stays;
}

/** Who was in the conference, and when. */
export function staysOf(events: readonly CallEvent[]): Stay[] {
  return pairs(conferenceEventsOf(events), 'join', ['leave', 'end']);
}

/** When a leg was on hold: the citizen's own, by the root's sid. */
export function holdsOf(events: readonly CallEvent[], sid: string): Stay[] {
  return pairs(conferenceEventsOf(events), 'hold', ['unhold', 'leave', 'end']).filter((hold) => hold.sid === sid);
}

export interface FirstLeaver {
  side: 'caller' | 'official' | null;
  evidence: string[];
}

const unknown: FirstLeaver = { side: null, evidence: [] };

/** Did everything that the conference told before this event reach us? It counts from 1. */
function isComplete(told: readonly ConferenceEvent[], { conferenceSid, sequence = 0 }: ConferenceEvent): boolean {
  const before = told.flatMap((event) =>
    event.conferenceSid === conferenceSid && event.sequence && event.sequence < sequence ? event.sequence : [],
  );
  return sequence > 0 && new Set(before).size === sequence - 1;
}

/** Another desk was in the conference when this one left it. */
function isOtherDeskIn(told: readonly ConferenceEvent[], rootSid: string, left: ConferenceEvent): boolean {
  const before = told.filter((event) => event.conferenceSid === left.conferenceSid && inOrder(event, left) < 0);
  return staysOf(before).some(({ sid, to }) => to === null && sid !== rootSid && sid !== left.callSid);
}

/**
 * Who of the citizen and the last desk left first; null where the events that came cannot tell.
 * @param lastSid the leg that was talking when the call ended
 */
export function firstToLeave(events: readonly CallEvent[], rootSid: string, lastSid: string): FirstLeaver {
  const told = conferenceEventsOf(events);
  const lastOf = (what: ConferenceEvent['what'], sid?: string) =>
    told.findLast((event) => event.what === what && (sid === undefined || event.callSid === sid));
  const [citizen, desk, end] = [lastOf('leave', rootSid), lastOf('leave', lastSid), lastOf('end')];
  const endedBy = end?.reason === 'participant-with-end-conference-on-exit-left' ? end.endedBySid : undefined;
  if (end && endedBy === lastSid) return { side: 'official', evidence: [end.key] };
  // Only the citizen's going ends the conference for whoever is still there; but an order of ours may have sent them away.
  const going = citizen?.reason === 'participant-hung-up' ? citizen : endedBy === rootSid ? end : undefined;
  if (desk?.reason === 'moderator-ended-conference')
    return going ? { side: 'caller', evidence: [going.key, desk.key] } : unknown;
  if (desk === undefined || (citizen && citizen.conferenceSid !== desk.conferenceSid)) return unknown;
  const evidence = [...(citizen ? [citizen.key] : []), desk.key];
  const isCitizenFirst = citizen && (citizen.sequence ?? Number.POSITIVE_INFINITY) < (desk.sequence ?? 0);
  if (isCitizenFirst) return citizen.reason === 'participant-hung-up' ? { side: 'caller', evidence } : unknown;
  // Of a desk that left before, it must be known that no other one had come meanwhile.
  const isSure = isComplete(told, citizen ?? desk) && !isOtherDeskIn(told, rootSid, desk);
  return desk.reason === 'participant-hung-up' && isSure ? { side: 'official', evidence } : unknown;
}
