// One <Dial> from the first telephone dialled to its action request (reference, sections 1.4 and 2.1 to 2.5).
import type { DialPlan } from './callPlan.js';
import {
  type CallState,
  createLeg,
  fetchTwiml,
  followTwiml,
  isTerminal,
  type Leg,
  report,
  waitUntil,
} from './callState.js';
import type { DialVerb, Verb } from './dialVerb.js';
import { type Desk, planRinging, type Ringing } from './planRinging.js';
import { commonFields, type Fields } from './requestFields.js';
import type { Command, Play } from './step.js';
import { transferTwiml } from './transferTwiml.js';

/** Twilio adds this to the timeout it is given. */
const timeoutBufferMs = 5_000;
/** The others of a ring group stop ringing this long after one of them answered. */
const loserMs = 500;
/** How long an official waits for REST before giving a transfer up. */
const transferPatienceMs = 5_000;

const silent: Desk = { does: 'ring', dialMs: 400, alertMs: 600, reportsRinging: true };
const noPlan: DialPlan = { desks: [], talk: { ms: 30_000, end: 'caller' } };

interface DialState {
  verb: DialVerb;
  plan: DialPlan;
  startedAt: number;
  legs: Leg[];
  desks: Desk[];
}

/** What follows: the verbs of a new answer, null when the call is over, undefined to go on behind the Dial. */
export function* playDial(state: CallState, verb: DialVerb): Play<Verb[] | null | undefined> {
  const dial = startDial(state, verb);
  if (!verb.answerOnBridge && state.caller.answeredAt === null) yield* report(state, state.caller, 'in-progress');
  for (;;) {
    const ringing = planRinging(dial.startedAt, dial.desks, {
      timeoutAt: dial.startedAt + verb.timeout * 1000 + timeoutBufferMs,
      leavesAt: Math.max(state.waitingSince + state.plan.patienceMs, dial.startedAt),
    });
    const command = yield* ring(state, dial, ringing);
    if (!command) return yield* afterRinging(state, dial, ringing);
    const leg = dial.legs.findIndex(({ facts }) => facts.sid === command.sid);
    const ringingLeg = dial.legs[leg];
    if (!ringingLeg) return yield* interrupt(state, dial, command);
    if (!isTerminal(ringingLeg.status)) yield* report(state, ringingLeg, 'canceled');
    dial.desks[leg] = { does: 'gone' };
  }
}

function startDial(state: CallState, verb: DialVerb): DialState {
  const index = state.dials;
  state.dials += 1;
  const plan = state.plan.dials[index] ?? noPlan;
  const { accountSid, sid: parentSid, from, geo } = state.caller.facts;
  const legs = verb.nouns.map((noun, position) => {
    const sid = legSid(parentSid, index, position);
    const facts = { accountSid, sid, parentSid, from, to: noun.address, direction: 'outbound-dial' as const, geo };
    return createLeg(facts, state.at, { callback: noun.statusCallback, events: noun.events, dial: index, status: '' });
  });
  return { verb, plan, startedAt: state.at, legs, desks: legs.map((_leg, position) => plan.desks[position] ?? silent) };
}

/** Plays the events not yet played; a command cuts it short. */
function* ring(state: CallState, dial: DialState, ringing: Ringing): Play<Command | undefined> {
  for (const event of ringing.events) {
    const leg = dial.legs[event.desk];
    if (!leg || event.at < state.at || event.at > ringing.at || hasPlayed(leg, event.status)) continue;
    const command = yield* waitUntil(state, event.at);
    if (command) return command;
    if (leg.status === '') state.legs.push(leg);
    const desk = dial.desks[event.desk];
    if (event.status === 'in-progress' && desk?.does === 'answer') {
      leg.answer = desk.by === 'machine_start' ? 'machine' : desk.by;
      leg.answeredBy = desk.by === 'human' ? undefined : desk.by;
    }
    yield* report(state, leg, event.status);
  }
  return yield* waitUntil(state, ringing.at);
}

function hasPlayed(leg: Leg, status: string): boolean {
  if (status === 'initiated') return leg.initiatedAt !== null;
  if (status === 'ringing') return leg.ringingAt !== null;
  return leg.answeredAt !== null || leg.endedAt !== null;
}

function* afterRinging(state: CallState, dial: DialState, ringing: Ringing): Play<Verb[] | null | undefined> {
  const winner = ringing.winner === null ? undefined : dial.legs[ringing.winner];
  if (winner) return yield* talk(state, dial, ringing, winner);
  const word = ringing.end === 'left' ? state.plan.canceledWord : 'no-answer';
  const tried = dial.legs.filter(({ status }) => status !== '');
  for (const leg of tried) if (!isTerminal(leg.status)) yield* report(state, leg, word);
  noteTransfer(state, tried[0], false);
  const busy = tried.some(({ status }) => status === 'busy');
  const failed = tried.some(({ status }) => status === 'failed');
  const ended = busy ? 'busy' : failed ? 'failed' : 'canceled';
  state.lastDialStatus = ringing.end === 'all-ended' ? ended : word;
  if (ringing.end === 'left') {
    state.callerLeft = true;
    if (!state.plan.asksActionAfterAbandon) return null;
  }
  return yield* askAction(state, dial, tried[0], {});
}

function* talk(state: CallState, dial: DialState, ringing: Ringing, winner: Leg): Play<Verb[] | null | undefined> {
  const { plan, verb } = dial;
  if (state.caller.answeredAt === null) yield* report(state, state.caller, 'in-progress');
  noteTransfer(state, winner, winner.answer === 'human');
  state.lastDialStatus = 'completed';
  const answeredAt = state.at;
  const limitAt = answeredAt + verb.timeLimit * 1000;
  const endAt = Math.min(answeredAt + plan.talk.ms, limitAt);
  // Those who lifted the receiver a moment too late, then everybody who still rings.
  for (const event of ringing.events.filter(({ at }) => at > ringing.at)) {
    const loser = dial.legs[event.desk];
    const command = yield* waitUntil(state, Math.min(event.at, endAt));
    if (command) return yield* interrupt(state, dial, command, winner);
    if (!loser) continue;
    loser.answer = 'lost-race';
    yield* report(state, loser, 'in-progress');
  }
  const losers = dial.legs.filter((leg) => leg !== winner && leg.status !== '' && !isTerminal(leg.status));
  if (losers.length > 0) {
    const command = yield* waitUntil(state, Math.min(Math.max(answeredAt + loserMs, state.at), endAt));
    if (command) return yield* interrupt(state, dial, command, winner);
    for (const loser of losers) {
      yield* report(state, loser, loser.answeredAt === null ? state.plan.canceledWord : 'completed');
    }
  }
  const command = yield* waitUntil(state, endAt);
  if (command) return yield* interrupt(state, dial, command, winner);
  if (typeof plan.talk.end === 'object' && endAt < limitAt) {
    const { sid } = state.caller.facts;
    const twiml = transferTwiml(verb, plan.talk.end.transferTo);
    yield { kind: 'ask', command: { sid, ask: 'redirect', twiml } };
    const taken = yield* waitUntil(state, state.at + transferPatienceMs);
    if (taken) return yield* interrupt(state, dial, taken, winner);
  }
  const byCaller = plan.talk.end === 'caller' && endAt < limitAt;
  if (endAt < limitAt) state.hungUpFirst = byCaller ? 'caller' : 'official';
  if (byCaller) state.callerLeft = true;
  yield* report(state, winner, 'completed');
  return yield* askAction(state, dial, winner, { bridgedMs: state.at - answeredAt });
}

/** Somebody used REST: on the citizen's leg, or on the leg that is talking. */
function* interrupt(
  state: CallState,
  dial: DialState,
  command: Command,
  winner?: Leg,
): Play<Verb[] | null | undefined> {
  const onCaller = command.sid === state.caller.facts.sid;
  if (!onCaller && command.sid !== winner?.facts.sid) {
    state.warnings.push(`REST asked for ${command.sid}, which is not connected.`);
  }
  const bridgedMs = winner?.answeredAt ? state.at - winner.answeredAt : undefined;
  for (const leg of dial.legs) {
    if (leg.status === '' || isTerminal(leg.status)) continue;
    yield* report(state, leg, leg.answeredAt === null ? 'canceled' : 'completed');
  }
  if (!onCaller) {
    if (command.ask === 'end') return yield* askAction(state, dial, winner, { bridgedMs: bridgedMs ?? 0 });
    // The leg goes its own way; the citizen's Dial ends without a duration (1.4).
    if ('url' in command && winner) yield* fetchTwiml(state, command.url, commonFields(winner.facts, 'in-progress'));
    return yield* askAction(state, dial, winner, {});
  }
  if (command.ask === 'end') return null;
  if (winner) {
    state.transfers.push({ fromSid: winner.facts.sid, toSid: null, answered: false });
    state.waitingSince = state.at;
  }
  if ('twiml' in command) return followTwiml(state, command.twiml, state.baseUrl);
  return yield* fetchTwiml(state, command.url, commonFields(state.caller.facts, state.caller.status));
}

function noteTransfer(state: CallState, leg: Leg | undefined, answered: boolean): void {
  const open = state.transfers.at(-1);
  if (!open || open.answered) return;
  open.toSid = leg?.facts.sid ?? open.toSid;
  open.answered = answered;
}

function* askAction(
  state: CallState,
  dial: DialState,
  leg: Leg | undefined,
  { bridgedMs }: { bridgedMs?: number },
): Play<Verb[] | null | undefined> {
  if (dial.verb.action === null) return state.callerLeft ? null : undefined;
  yield* waitUntil(state, state.at + state.plan.actionMs);
  // in-progress: the called side ended first, the citizen is still there; completed: the citizen left first.
  const status = state.callerLeft ? 'completed' : state.caller.status;
  const bridged = leg?.answeredAt !== undefined && leg.answeredAt !== null;
  const fields: Fields = [
    ...commonFields(state.caller.facts, status),
    ['DialCallStatus', bridged ? 'completed' : (state.lastDialStatus ?? 'failed')],
    ['DialBridged', String(bridged)],
  ];
  if (leg) fields.push(['DialCallSid', leg.facts.sid]);
  if (bridgedMs !== undefined) fields.push(['DialCallDuration', String(Math.round(bridgedMs / 1000))]);
  const next = yield* fetchTwiml(state, dial.verb.action, fields);
  return state.callerLeft ? null : next;
}

/** Legs get the citizen's CallSid with their place in it written over its last digits: one plan, always the same legs. */
function legSid(parentSid: string, dial: number, position: number): string {
  const place = (dial * 16 + position + 1).toString(16).padStart(4, '0');
  return `${parentSid.slice(0, -4)}${place}`;
}
