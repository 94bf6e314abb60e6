// One <Dial> of telephones: who is rung, who has won, and what its action is told (reference, sections 1.4 and 2.1 to 2.5).

import type { Fields } from '../requestFields.js';
import type { DialVerb, PhoneNoun } from '../twiml/verbs.js';
import { askAction, type Next } from './attend.js';
import { createLeg, nowOf } from './leg.js';
import type { Leg } from './model.js';
import { endLeg } from './report.js';

export interface Dialled {
  leg: Leg;
  noun: PhoneNoun;
}

export interface Dial {
  verb: DialVerb;
  /** Whose <Dial> it is. */
  caller: Leg;
  phones: Dialled[];
  winner: Leg | null;
}

/** Others of a ring group stop ringing this long after one of them answered; who lifts meanwhile has lost the race. */
const loserMs = 500;

export function startDial(caller: Leg, verb: DialVerb, nouns: readonly PhoneNoun[]): Dial {
  const { call, facts } = caller;
  const index = call.dials;
  call.dials += 1;
  const phones = nouns.map((noun, position) => {
    const { accountSid, sid: parentSid, geo } = facts;
    const sid = legSid(parentSid, index, position);
    const from = verb.callerId ?? facts.from;
    const desk =
      call.plan.dials[index]?.desks[position] ??
      call.exchange.phone({ address: noun.address, root: call.root.facts.sid, dial: index, position });
    const own = { accountSid, sid, parentSid, from, to: noun.address, direction: 'outbound-dial' as const, geo };
    const { statusCallback: callback, events } = noun;
    const leg = createLeg(call, own, { callback, events, dial: index, status: '', desk });
    if (noun.detectsMachines) leg.answeredBy = 'human';
    return { leg, noun };
  });
  return { verb, caller, phones, winner: null };
}

/** The first that can be connected; the bells of the others stop soon after. */
export function decide(dial: Dial, winner: Leg): void {
  dial.winner = winner;
  const { clock } = dial.caller.call;
  clock.at(nowOf(winner) + loserMs, () => endOthers(dial, winner));
}

export function endOthers(dial: Dial, kept: Leg): void {
  const { loserWord } = dial.caller.call.plan;
  for (const { leg } of dial.phones) if (leg !== kept) endLeg(leg, loserWord);
}

export function endPhones(dial: Dial, word: string): void {
  for (const { leg } of dial.phones) endLeg(leg, word);
}

/** @param bridgedMs for how long the winner was connected; absent where Twilio leaves DialCallDuration out. */
export async function askDialAction(dial: Dial, leg: Leg | undefined, bridgedMs?: number): Promise<Next> {
  const { caller, verb, winner } = dial;
  const { plan, lastDialStatus } = caller.call;
  const fields: Fields = [['DialCallStatus', lastDialStatus ?? 'failed']];
  if (plan.tellsBridged) fields.push(['DialBridged', String(winner !== null)]);
  if (leg) fields.push(['DialCallSid', leg.facts.sid]);
  if (bridgedMs !== undefined) fields.push(['DialCallDuration', String(Math.round(bridgedMs / 1000))]);
  return await askAction(caller, verb.action, fields);
}

/** Legs get their parent's CallSid with their place in the call written over its last digits: one plan, always the same legs. */
function legSid(parentSid: string, dial: number, position: number): string {
  const place = (dial * 16 + position + 1).toString(16).padStart(4, '0');
  return `${parentSid.slice(0, -4)}${place}`;
}

export function noteTransfer(dial: Dial, leg: Leg | undefined, isAnswered: boolean): void {
  const open = dial.caller.call.transfers.at(-1);
  if (!open || open.answered) return;
  open.toSid = leg?.facts.sid ?? open.toSid;
  open.answered = isAnswered;
}
