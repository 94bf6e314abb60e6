// One whole call, from the voice URL or the first bell to the end of its last leg and the last word about it.

import type { CallOutcome } from '../callOutcome.js';
import type { CallPlan, DeskPlan } from '../callPlan.js';
import { createSending } from '../createSending.js';
import { createRandom } from '../random.js';
import { commonFields } from '../requestFields.js';
import type { SimulationClock } from '../simulationClock.js';
import type { Hook, Verb } from '../twiml/verbs.js';
import { sleep } from './attend.js';
import { fetchTwiml, followTwiml } from './fetchTwiml.js';
import { createLeg, isOver } from './leg.js';
import type { Call, Exchange, Leg } from './model.js';
import { followInstructions } from './obey.js';
import { readOutcome } from './readOutcome.js';
import { startRecording } from './recordings.js';
import { endLeg } from './report.js';
import { ringPhone } from './ringPhone.js';

/** How the call comes about: a citizen dials one of our numbers, or REST makes a call. */
export type Origin = InboundOrigin | OutboundOrigin;

interface InboundOrigin {
  kind: 'inbound';
  voice: Hook;
  statusCallback: Hook | null;
}

export interface OutboundOrigin {
  kind: 'outbound';
  instructions: { to: Hook } | { twiml: string } | { verbs: Verb[] };
  statusCallback: Hook | null;
  events: readonly string[];
  timeoutSeconds: number;
  timeLimitSeconds: number;
  detectsMachines: boolean;
  recording: { channels: 1 | 2; callback: Hook | null; events: readonly string[] } | null;
  callee: DeskPlan;
}

export interface PlacedCall {
  root: Leg;
  /** Resolves once the call is over and everything about it has been delivered. @throws the reason of a stop. */
  over: Promise<CallOutcome>;
}

export function placeCall(exchange: Exchange, plan: CallPlan, origin: Origin, clock: SimulationClock): PlacedCall {
  const call = startCall(exchange, plan, origin, clock);
  return { root: call.root, over: finish(call, origin) };
}

function startCall(exchange: Exchange, plan: CallPlan, origin: Origin, clock: SimulationClock): Call {
  const isInbound = origin.kind === 'inbound';
  const { accountSid, delivery, disturbance, totals, stopping, onAnswered } = exchange;
  const startedAt = clock.now();
  // Chance on the wire depends on the call alone, not on how calls interleave.
  const random = createRandom(`${exchange.seed}/${plan.sid}`);
  const sending = createSending({ clock, delivery, disturbance, totals, random, signal: stopping, onAnswered });
  const call: Omit<Call, 'root'> & { root: Leg | null } = {
    ...{ exchange, plan, clock, sending, startedAt, root: null, waitingSince: startedAt, dials: 0, legs: [] },
    ...{
      lastDialStatus: null,
      hungUpFirst: null,
      pauseMs: null,
      callerLeft: false,
      transfers: [],
      connections: [],
      warnings: [],
    },
    ...{ tasks: new Set<Promise<void>>(), failures: [], follow: followInstructions },
  };
  const { sid, from, to, geo } = plan;
  const direction = isInbound ? ('inbound' as const) : ('outbound-api' as const);
  const facts = { accountSid, sid, parentSid: null, from, to, direction, geo };
  const made = call as Call;
  made.root = createLeg(made, facts, {
    callback: origin.statusCallback,
    // A number's status callback has no event list: it tells the end only.
    events: isInbound ? ['completed'] : origin.events,
    dial: -1,
    status: isInbound ? 'ringing' : 'queued',
    desk: isInbound ? null : origin.callee,
  });
  if (isInbound) Object.assign(made.root, { initiatedAt: startedAt, ringingAt: startedAt });
  exchange.onLeg(made.root);
  return made;
}

async function finish(call: Call, origin: Origin): Promise<CallOutcome> {
  const { clock, plan, root, startedAt } = call;
  const hangUp = () => root.inbox.put({ kind: 'hung-up' });
  const cancel = plan.hangUpMs === undefined ? undefined : clock.at(startedAt + plan.hangUpMs, hangUp);
  try {
    if (origin.kind === 'inbound') {
      const fields = commonFields(root.facts, root.status);
      const extra = plan.extraFields.map(([name, value]): [string, string] => [name, value]);
      await followInstructions(root, await fetchTwiml(root, origin.voice, [...fields, ...extra]));
    } else {
      await callOut(root, origin);
    }
  } finally {
    cancel?.();
  }
  if (!isOver(root)) {
    await sleep(call, plan.endingMs);
    const isRefused = call.warnings.length > 0 && call.legs.length === 0;
    endLeg(root, root.endWord ?? (isRefused ? 'failed' : 'no-answer'));
  }
  while (call.tasks.size > 0) await Promise.all(call.tasks);
  await call.sending.finished();
  call.exchange.stopping.throwIfAborted();
  if (call.failures.length > 0) throw call.failures[0];
  return readOutcome(call);
}

/** A call that REST made: it rings the callee first, and asks for instructions once somebody is there. */
async function callOut(root: Leg, origin: OutboundOrigin): Promise<void> {
  const { call } = root;
  const { clock, plan, exchange } = call;
  root.queueMs = exchange.queueMs(clock.now());
  await sleep(call, root.queueMs);
  if (origin.detectsMachines) root.answeredBy = 'human';
  if (plan.answerTold === 'after-fetch') root.heldAnswer = null;
  const timeoutAt = clock.now() + origin.timeoutSeconds * 1000;
  if (!(await ringPhone(root, origin.callee, timeoutAt))) return;
  const end = () => root.inbox.put({ kind: 'command', command: { sid: root.facts.sid, ask: 'end' } });
  const cancel = clock.at(clock.now() + origin.timeLimitSeconds * 1000, end);
  const recording = origin.recording ? startRecording(root, { source: 'OutboundAPI', ...origin.recording }) : null;
  try {
    const verbs = await readInstructions(root, origin);
    root.heldAnswer?.();
    await followInstructions(root, verbs);
  } finally {
    cancel();
    recording?.end();
  }
}

async function readInstructions(root: Leg, { instructions, detectsMachines }: OutboundOrigin): Promise<Verb[] | null> {
  if ('verbs' in instructions) return instructions.verbs;
  if ('twiml' in instructions) return followTwiml(root, instructions.twiml, '');
  const fields = commonFields(root.facts, root.status);
  if (detectsMachines) fields.push(['AnsweredBy', root.answeredBy ?? 'unknown']);
  return await fetchTwiml(root, instructions.to, fields);
}
