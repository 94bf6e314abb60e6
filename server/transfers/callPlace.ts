// Where a live call stands, for whoever wants to send it elsewhere: who holds the citizen, and who is in its conference.
import { mayBeHuman } from '../calls/answers.js';
import type { Call, Leg } from '../calls/call.js';
import { holdsOf, type Stay, staysOf } from '../calls/conference.js';
import { intentsOf } from '../calls/handOverRequests.js';

/** The desk that talks to the citizen now. */
export function holderOf(call: Call): Leg | undefined {
  const open = call.legs.filter((leg) => mayBeHuman(leg) && leg.ended === null);
  const handedBack = new Set(call.transfers.flatMap(({ outcome, toSid }) => (outcome === 'returned' ? toSid : [])));
  return open.findLast((leg) => !handedBack.has(leg.sid));
}

/** The department that the call is in: that of whoever holds the citizen, or the one first dialled. */
export function departmentOf(call: Call): string | null {
  return holderOf(call)?.departmentId ?? call.departmentId;
}

/** Asking Twilio takes no longer; one whose outcome was never told must not bar the next for ever. */
const longestAskingMs = 15_000;

/** A hand-over is under way: Twilio is being asked, or a telephone rings. @param now ms */
export function isBeingMoved(call: Call, now: number): boolean {
  const isAsked = intentsOf(call.events).some(
    ({ event, outcome }) => event.wish === 'transfer' && outcome === null && now - event.receivedAt < longestAskingMs,
  );
  if (isAsked) return true;
  return call.transfers.some(
    ({ outcome, toSid }) => outcome === null && call.legs.some(({ sid, ended }) => sid === toSid && ended === null),
  );
}

export interface Room {
  conferenceSid: string;
  isCitizenIn: boolean;
  isCitizenHeld: boolean;
  /** Desks that are in it now, and that ever were. */
  desks: readonly string[];
  everIn: readonly string[];
}

/** The call's latest conference; undefined where there never was one. */
export function roomOf(call: Call): Room | undefined {
  const last = call.events.findLast((event) => event.kind === 'conference');
  if (!last) return undefined;
  const own = call.events.filter((event) => event.kind === 'conference' && event.conferenceSid === last.conferenceSid);
  const stays = staysOf(own);
  const isOpen = ({ to }: Stay) => to === null;
  const hasEnded = new Set(call.legs.flatMap((leg) => (leg.ended ? leg.sid : [])));
  const desks = stays.filter(({ sid }) => sid !== call.id);
  return {
    conferenceSid: last.conferenceSid,
    isCitizenIn: stays.some((stay) => stay.sid === call.id && isOpen(stay)),
    isCitizenHeld: holdsOf(own, call.id).some(isOpen),
    desks: desks.filter((stay) => isOpen(stay) && !hasEnded.has(stay.sid)).map(({ sid }) => sid),
    everIn: desks.map(({ sid }) => sid),
  };
}
