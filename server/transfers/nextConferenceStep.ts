// What the call's conference needs now: the citizen hears music while the desks confer, is taken back when the first desk
// leaves or nobody comes, and is never left alone in it.
import type { Call, Leg } from '../calls/call.js';
import { type Intent, intentsOf } from '../calls/handOverRequests.js';
import { type Room, roomOf } from './callPlace.js';

export type ConferenceStep = { what: 'hold' | 'resume' | 'end' | 'apologise'; conferenceSid: string };

const isStanding = ({ outcome }: Intent) => outcome !== 'refused';

/** The third person rings or talks, and the desk that asked is still there. */
function isBriefing(call: Call, room: Room, intents: readonly Intent[]): boolean {
  const [last] = intents.filter(({ event }) => event.transferKind === 'attended').slice(-1);
  if (!last || !isStanding(last)) return false;
  const { fromLegSid, step } = last.event;
  const isHere = fromLegSid !== null && room.desks.includes(fromLegSid);
  return isHere && call.legs.some((leg) => leg.step === step && leg.ended === null);
}

function wantsHold(call: Call, room: Room, intents: readonly Intent[]): boolean {
  const wishes = intents.filter((intent) => isStanding(intent) && intent.event.wish !== 'end');
  const last = wishes.at(-1)?.event;
  if (last?.wish === 'resume') return false;
  // Whoever put the citizen on hold and left did not mean the next desk to find them so.
  if (last?.wish === 'hold') return last.fromLegSid !== null && room.desks.includes(last.fromLegSid);
  return isBriefing(call, room, intents);
}

/** Somebody may still come: the desk on its way into the conference, or a telephone that rings or is about to. */
function isAwaited(call: Call, room: Room, intents: readonly Intent[]): boolean {
  return intents.some(({ event, outcome }) => {
    if (outcome === 'refused') return false;
    const isOnItsWay = ({ sid, ended }: Leg) =>
      sid === event.fromLegSid && ended === null && !room.everIn.includes(sid);
    if (call.legs.some(isOnItsWay)) return true;
    if (event.transferKind !== 'attended') return false;
    const legs = call.legs.filter((leg) => leg.step === event.step);
    return legs.length === 0 ? outcome !== 'unknown' : legs.some((leg) => leg.ended === null);
  });
}

/** Undefined where nothing is to be done. */
export function nextConferenceStep(call: Call): ConferenceStep | undefined {
  const room = roomOf(call);
  if (!room?.isCitizenIn || call.settled) return undefined;
  const { conferenceSid } = room;
  const intents = intentsOf(call.events);
  if (room.desks.length === 0) {
    if (isAwaited(call, room, intents)) return undefined;
    const last = call.transfers.at(-1)?.outcome;
    return { what: last === 'lost' || last === null ? 'apologise' : 'end', conferenceSid };
  }
  const wanted = wantsHold(call, room, intents);
  if (wanted === room.isCitizenHeld) return undefined;
  return { what: wanted ? 'hold' : 'resume', conferenceSid };
}
