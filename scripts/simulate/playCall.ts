// One whole call, from the voice URL to the citizen's terminal event, as a generator: it decides, a driver does.

import type { CallOutcome } from './callOutcome.js';
import type { CallPlan, DeskPlan } from './callPlan.js';
import {
  type CallState,
  createLeg,
  fetchTwiml,
  followTwiml,
  isTerminal,
  type Leg,
  report,
  showLeg,
  waitUntil,
} from './callState.js';
import type { Verb } from './dialVerb.js';
import { playDial } from './playDial.js';
import { readOutcome } from './readOutcome.js';
import { commonFields } from './requestFields.js';
import type { Play } from './step.js';

/** How the call comes about: a citizen dials one of our numbers, or REST makes a call. */
export type Origin =
  | { kind: 'inbound'; voiceUrl: string; statusCallback: string | null }
  | {
      kind: 'outbound';
      instructions: { url: string } | { twiml: string };
      statusCallback: string | null;
      events: readonly string[];
      timeoutSeconds: number;
      callee: DeskPlan;
    };

/** About the pace of a spoken Korean sentence, ms per character. */
const sayMsPerCharacter = 140;

export function* playCall(plan: CallPlan, origin: Origin, accountSid: string, startAt: number): Play<CallOutcome> {
  const state = startCall(plan, origin, accountSid, startAt);
  yield { kind: 'leg', leg: showLeg(state.caller) };
  let verbs = origin.kind === 'inbound' ? yield* askVoiceUrl(state, origin.voiceUrl) : yield* callOut(state, origin);
  let refused = verbs === null;
  // Ends when the answers run out; a product that redirects without end is stopped here, as Twilio would.
  for (let answers = 0; verbs !== null && answers < 100; answers += 1) {
    verbs = yield* obey(state, verbs);
    refused = state.warnings.length > 0 && state.legs.length === 0;
  }
  if (!isTerminal(state.caller.status)) {
    yield* waitUntil(state, state.at + plan.endingMs);
    const unanswered = state.callerLeft ? plan.canceledWord : refused ? 'failed' : 'no-answer';
    yield* report(state, state.caller, state.caller.answeredAt === null ? unanswered : 'completed');
  }
  return readOutcome(state);
}

function startCall(plan: CallPlan, origin: Origin, accountSid: string, startAt: number): CallState {
  const inbound = origin.kind === 'inbound';
  const { sid, from, to, geo } = plan;
  const direction = inbound ? ('inbound' as const) : ('outbound-api' as const);
  const caller: Leg = createLeg({ accountSid, sid, parentSid: null, from, to, direction, geo }, startAt, {
    callback: origin.statusCallback,
    // A number's status callback has no event list: it tells the end only.
    events: inbound ? ['completed'] : origin.events,
    dial: -1,
    status: inbound ? 'ringing' : 'queued',
  });
  if (inbound) Object.assign(caller, { initiatedAt: startAt, ringingAt: startAt });
  return {
    plan,
    at: startAt,
    startedAt: startAt,
    baseUrl: inbound ? origin.voiceUrl : 'url' in origin.instructions ? origin.instructions.url : '',
    caller,
    waitingSince: startAt,
    dials: 0,
    legs: [],
    lastDialStatus: null,
    hungUpFirst: null,
    callerLeft: false,
    transfers: [],
    warnings: [],
  };
}

function* askVoiceUrl(state: CallState, url: string): Play<Verb[] | null> {
  const extra = state.plan.extraFields.map(([name, value]): [string, string] => [name, value]);
  return yield* fetchTwiml(state, url, [...commonFields(state.caller.facts, state.caller.status), ...extra]);
}

/** A call that REST made: it rings the callee first, and asks for instructions once somebody is there. */
function* callOut(state: CallState, origin: Extract<Origin, { kind: 'outbound' }>): Play<Verb[] | null> {
  const { callee } = origin;
  const timeoutAt = state.at + origin.timeoutSeconds * 1000;
  const steps: [string, number][] = [['initiated', callee.dialMs]];
  if (callee.does === 'busy' || callee.does === 'fail') {
    steps.push([callee.does === 'busy' ? 'busy' : 'failed', callee.dialMs + callee.afterMs]);
  } else {
    if (callee.reportsRinging) steps.push(['ringing', callee.dialMs + callee.alertMs]);
    if (callee.does === 'answer') steps.push(['in-progress', callee.dialMs + callee.alertMs + callee.afterMs]);
  }
  for (const [status, afterMs] of steps) {
    const command = yield* waitUntil(state, Math.min(state.startedAt + afterMs, timeoutAt));
    if (command) return yield* endUnanswered(state, 'canceled');
    if (state.startedAt + afterMs > timeoutAt) return yield* endUnanswered(state, 'no-answer');
    yield* report(state, state.caller, status);
    if (isTerminal(status)) return null;
  }
  if (callee.does !== 'answer') {
    const command = yield* waitUntil(state, timeoutAt);
    return yield* endUnanswered(state, command ? 'canceled' : 'no-answer');
  }
  const { instructions } = origin;
  if ('twiml' in instructions) return followTwiml(state, instructions.twiml, state.baseUrl);
  return yield* askVoiceUrl(state, instructions.url);
}

function* endUnanswered(state: CallState, status: string): Play<null> {
  yield* report(state, state.caller, status);
  return null;
}

/** Obeys one answer; what to obey next, or null at the end of the call. */
function* obey(state: CallState, verbs: readonly Verb[]): Play<Verb[] | null> {
  for (const verb of verbs) {
    if (verb.verb === 'Hangup') return null;
    if (verb.verb === 'Redirect') {
      return yield* fetchTwiml(state, verb.url, commonFields(state.caller.facts, state.caller.status));
    }
    if (verb.verb === 'Dial') {
      const next = yield* playDial(state, verb);
      if (next !== undefined) return next;
      continue;
    }
    if (state.caller.answeredAt === null) yield* report(state, state.caller, 'in-progress');
    const ms = verb.verb === 'Say' ? verb.text.length * sayMsPerCharacter : verb.seconds * 1000;
    const command = yield* waitUntil(state, state.at + ms);
    if (command?.ask === 'end') return null;
    if (command && 'twiml' in command) return followTwiml(state, command.twiml, state.baseUrl);
    if (command) return yield* fetchTwiml(state, command.url, commonFields(state.caller.facts, state.caller.status));
  }
  return null;
}
