// What one simulated call knows about itself while it is played: its legs, its clock, and how it reports each change.

import type { LegOutcome } from './callOutcome.js';
import type { CallPlan } from './callPlan.js';
import type { Verb } from './dialVerb.js';
import { readTwiml, TwimlError } from './readTwiml.js';
import { type Fields, type LegFacts, statusFields } from './requestFields.js';
import type { Command, Play } from './step.js';

export interface Leg {
  facts: LegFacts;
  callback: string | null;
  events: readonly string[];
  /** Counts the events that were fired, from 0. */
  sequence: number;
  dial: number;
  status: string;
  createdAt: number;
  initiatedAt: number | null;
  ringingAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
  answer: LegOutcome['answer'];
  answeredBy: string | undefined;
}

export interface CallState {
  plan: CallPlan;
  /** The call's own time, ms: exact, whatever the clock's timers do. */
  at: number;
  startedAt: number;
  /** Relative URLs in TwiML that came without a URL count from here. */
  baseUrl: string;
  /** The citizen's leg, or the first leg of a call made through REST. */
  caller: Leg;
  /** Since when the citizen waits for a person. */
  waitingSince: number;
  dials: number;
  legs: Leg[];
  lastDialStatus: string | null;
  hungUpFirst: 'caller' | 'official' | null;
  callerLeft: boolean;
  transfers: { fromSid: string; toSid: string | null; answered: boolean }[];
  warnings: string[];
}

export const isTerminal = (status: string) => ['completed', 'busy', 'no-answer', 'failed', 'canceled'].includes(status);

export function createLeg(
  facts: LegFacts,
  at: number,
  report: { callback: string | null; events: readonly string[]; dial: number; status: string },
): Leg {
  const times = { createdAt: at, initiatedAt: null, ringingAt: null, answeredAt: null, endedAt: null };
  return { facts, ...report, ...times, sequence: 0, answer: 'none', answeredBy: undefined };
}

/** Waits until `until`; a command from REST cuts the wait short. */
export function* waitUntil(state: CallState, until: number): Play<Command | undefined> {
  const reply = yield { kind: 'wait', until };
  state.at = Math.max(state.at, reply.command ? Math.min(reply.at, until) : until);
  return reply.command;
}

const subscriptions: Readonly<Record<string, string>> = {
  initiated: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
};

/** A leg takes a new status now; those who asked to be told are told. */
export function* report(state: CallState, leg: Leg, status: string): Play<void> {
  const at = state.at;
  leg.status = status;
  if (status === 'initiated') leg.initiatedAt = at;
  if (status === 'ringing') leg.ringingAt = at;
  if (status === 'in-progress') leg.answeredAt = at;
  if (isTerminal(status)) leg.endedAt = at;
  yield { kind: 'leg', leg: showLeg(leg) };
  if (leg.callback === null || !leg.events.includes(subscriptions[status] ?? 'completed')) return;
  const moment = { at, sequence: leg.sequence, stamps: state.plan.stamps };
  leg.sequence += 1;
  const connectedMs = leg.answeredAt === null ? 0 : at - leg.answeredAt;
  const fields = statusFields(leg.facts, status, moment, {
    answeredBy: leg.answeredAt === null ? undefined : leg.answeredBy,
    connectedMs: isTerminal(status) ? connectedMs : undefined,
  });
  yield { kind: 'post', at, sid: leg.facts.sid, url: leg.callback, fields, wants: 'nothing' };
}

/** Asks a URL what to do next; null when there is no answer to follow, which Twilio treats as the end of the call. */
export function* fetchTwiml(state: CallState, url: string, fields: Fields): Play<Verb[] | null> {
  const reply = yield { kind: 'post', at: state.at, sid: state.caller.facts.sid, url, fields, wants: 'twiml' };
  state.at = Math.max(state.at, reply.at);
  if (reply.body === undefined || reply.body === null) {
    state.warnings.push(`No answer from ${url.replace(/[?#].*/, '')} (11200).`);
    return null;
  }
  return followTwiml(state, reply.body, url);
}

export function followTwiml(state: CallState, body: string, base: string): Verb[] | null {
  try {
    return readTwiml(body, base);
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    state.warnings.push(error.message);
    return null;
  }
}

export function showLeg(leg: Leg) {
  return {
    sid: leg.facts.sid,
    parentSid: leg.facts.parentSid,
    from: leg.facts.from,
    to: leg.facts.to,
    direction: leg.facts.direction,
    // REST knows no "initiated"; its word for that state is "queued".
    status: leg.status === 'initiated' ? 'queued' : leg.status,
    answeredBy: leg.answeredBy ?? null,
    createdAt: leg.createdAt,
    startedAt: leg.initiatedAt,
    answeredAt: leg.answeredAt,
    endedAt: leg.endedAt,
  };
}
