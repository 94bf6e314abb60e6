// The Twilio stand-in: makes calls by plan or as a city's traffic, and answers what REST asks about them.
import { setMaxListeners } from 'node:events';
import type { CallOutcome } from './callOutcome.js';
import type { CallPlan } from './callPlan.js';
import { createDelivery } from './deliverRequest.js';
import { type Disturbance, undisturbed } from './disturbance.js';
import { type CallControl, driveCall } from './driveCall.js';
import { type Origin, playCall } from './playCall.js';
import { createRandom } from './random.js';
import { runTraffic, type Traffic } from './runTraffic.js';
import type { SimulationClock } from './simulationClock.js';
import type { Command, LegState } from './step.js';
import { createTotals, type Totals } from './totals.js';

export interface StandInOptions {
  /** Where the product listens, such as http://127.0.0.1:3000. */
  target: string;
  /** As the product knows itself: signatures are made over it. Both without a trailing slash. */
  publicBaseUrl: string;
  accountSid: string;
  authToken: string;
  seed: string;
  /** One clock for all, or one per call: with virtual clocks of their own, calls run as fast as the product answers. */
  clock: SimulationClock | ((startAt: number) => SimulationClock);
  fetch?: typeof fetch;
  disturbance?: Partial<Disturbance>;
  concurrency?: number;
  /** Called once per finished call with the truth about it. */
  onOutcome?(outcome: CallOutcome, plan: CallPlan): void;
}

export interface StandIn {
  readonly accountSid: string;
  readonly totals: Readonly<Totals>;
  /** Plays one call to its end; a citizen's call unless another origin is given. `startAt` counts for clocks per call. */
  call(plan: CallPlan, given?: { origin?: Origin; startAt?: number }): Promise<CallOutcome>;
  /** Makes a city's calls until enough were made; the signal stops the whole stand-in, as `stop` does. */
  run(traffic: Traffic, signal?: AbortSignal): Promise<Totals>;
  /** What REST shows of a leg: live, or among the last few thousand that ended. */
  leg(sid: string): LegState | undefined;
  /** What REST asks of a live leg; false when it has ended. */
  command(command: Command): boolean;
  now(): number;
  /** Drops every call at once, without another word to the product. */
  stop(): void;
}

/** Ended legs kept for REST. */
const legsRemembered = 5_000;

export function createStandIn(options: StandInOptions): StandIn {
  const { accountSid, clock: clockOrMaker, publicBaseUrl } = options;
  const totals = createTotals();
  const delivery = createDelivery({
    ...options,
    totals,
    fetch: options.fetch ?? fetch,
    concurrency: options.concurrency ?? 48,
  });
  const disturbance = { ...undisturbed, ...options.disturbance };
  const stopping = new AbortController();
  // One listener per waiting call: as many as there are calls, not a leak.
  setMaxListeners(0, stopping.signal);
  const legs = new Map<string, { leg: LegState; control: CallControl }>();
  const ended: string[] = [];
  const inbound: Origin = {
    kind: 'inbound',
    voiceUrl: `${publicBaseUrl}/voice/incoming`,
    statusCallback: `${publicBaseUrl}/voice/status#rc=3&rp=ct,rt,5xx`,
  };
  const sharedClock = typeof clockOrMaker === 'function' ? undefined : clockOrMaker;
  const now = () => sharedClock?.now() ?? Date.now();

  const remember = (leg: LegState, control: CallControl) => {
    legs.set(leg.sid, { leg, control });
    if (leg.endedAt === null) return;
    ended.push(leg.sid);
    if (ended.length > legsRemembered) legs.delete(ended.shift() ?? '');
  };
  const command = (asked: Command): boolean => {
    const found = legs.get(asked.sid);
    if (!found || found.leg.endedAt !== null) return false;
    found.control.command(asked);
    return true;
  };

  const standIn: StandIn = {
    accountSid,
    totals,
    now,
    leg: (sid) => legs.get(sid)?.leg,
    command,
    stop: () => stopping.abort(),
    async call(plan, given = {}) {
      const startAt = given.startAt ?? now();
      const clock = typeof clockOrMaker === 'function' ? clockOrMaker(startAt) : clockOrMaker;
      totals.calls += 1;
      totals.inFlight += 1;
      try {
        const outcome = await driveCall(playCall(plan, given.origin ?? inbound, accountSid, startAt), startAt, {
          clock,
          delivery,
          disturbance,
          totals,
          // Chance on the wire depends on the call alone, not on how calls interleave.
          random: createRandom(`${options.seed}/${plan.sid}`),
          signal: stopping.signal,
          onLeg: remember,
          ask: command,
        });
        if (outcome.end === 'answered') totals.answered += 1;
        if (outcome.end === 'abandoned') totals.abandoned += 1;
        totals.transfers += outcome.transfers.length;
        totals.warnings += outcome.warnings.length;
        options.onOutcome?.(outcome, plan);
        return outcome;
      } finally {
        totals.inFlight -= 1;
      }
    },
    async run(traffic, signal) {
      if (signal?.aborted) stopping.abort();
      signal?.addEventListener('abort', standIn.stop, { once: true });
      const stop = stopping.signal;
      await runTraffic({ ...traffic, call: standIn.call, seed: options.seed, clock: sharedClock, stop });
      signal?.removeEventListener('abort', standIn.stop);
      return { ...totals };
    },
  };
  return standIn;
}
