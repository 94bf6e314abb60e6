// The Twilio stand-in: plays calls that a test plans or a city makes, and carries out what REST and TwiML ask.
//
//   const standIn = createStandIn({ target, publicBaseUrl, accountSid, authToken, seed: 'mine', clock });
//   standIn.phones.set('sip:2001@desk.hanbit.example', answeringDesk(3_000, { talk: { ms: 40_000, end: 'official' } }));
//   const { over } = standIn.ring({ from: '+821000000001', to: '+82310002001', loserWord: 'no-answer' });
//   const truth = await over;                       // exact ms, to hold against what the product measured
//   createServer(createRest({ standIn, authToken })).listen(0, '127.0.0.1')   // and client.api.baseUrl = its address
//
// Who is dialled behaves as the plan's `dials` say, else as `phones` says of the address, else as `otherwise`. `hangUp`,
// `press` and `refer` act for a person at any moment. `faults` makes the next REST request of a kind go wrong; `log` holds
// what Twilio's debugger would list. Clocks: createScaledClock(20) for a product with timers or media streams of its own;
// createVirtualClock jumps to the next event, and with `restMs` first gives the product so much real time to act.

import { setMaxListeners } from 'node:events';
import type { CallOutcome } from './callOutcome.js';
import { type CallPlan, type DeskPlan, silentDesk, simpleCallPlan } from './callPlan.js';
import { createDebuggerLog, type DebuggerEntry } from './debuggerLog.js';
import { createDelivery } from './deliverRequest.js';
import { type Disturbance, undisturbed } from './disturbance.js';
import { createExchange } from './engine/exchange.js';
import { isOver } from './engine/leg.js';
import { type LegState, showLeg } from './engine/legState.js';
import type { Command, DialledPhone, Exchange, Signal } from './engine/model.js';
import { type Origin, placeCall } from './engine/placeCall.js';
import { createFaults, type Faults } from './faults.js';
import { createPhoneNumbers, type NumberSettings, type PhoneNumbers } from './phoneNumbers.js';
import { runTraffic, type Traffic } from './runTraffic.js';
import type { SimulationClock } from './simulationClock.js';
import { createTotals, type Totals } from './totals.js';
import type { Variants } from './variants.js';

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
  /** For calls that `ring` and REST make; a plan of one's own says everything itself. */
  variants?: Partial<Variants>;
  /** Of whom neither the plan nor `phones` speaks; they ring on unanswered when this is absent. */
  otherwise?: (asked: DialledPhone) => DeskPlan;
  /** The account's numbers. Calls to others, or to numbers without a voice URL, go to the product's own address. */
  numbers?: readonly NumberSettings[];
  /** Called once per finished call with the truth about it. */
  onOutcome?(outcome: CallOutcome, plan: CallPlan): void;
}

export interface StandIn {
  readonly accountSid: string;
  readonly totals: Readonly<Totals>;
  /** How telephones behave, by the address that is dialled. */
  readonly phones: Map<string, DeskPlan>;
  readonly faults: Faults;
  readonly log: readonly DebuggerEntry[];
  readonly exchange: Exchange;
  readonly numbers: PhoneNumbers;
  readonly options: Readonly<StandInOptions>;
  /** Plays one call to its end; a citizen's call unless another origin is given. `startAt` counts for clocks per call. */
  call(plan: CallPlan, given?: { origin?: Origin; startAt?: number }): Promise<CallOutcome>;
  /** A citizen dials; what is not given is as usual, and `phones` decides about whoever is dialled. */
  ring(given: Pick<CallPlan, 'from' | 'to'> & Partial<CallPlan>): { sid: string; over: Promise<CallOutcome> };
  /** Makes a city's calls until enough were made; the signal stops the whole stand-in, as `stop` does. */
  run(traffic: Traffic, signal?: AbortSignal): Promise<Totals>;
  /** What REST shows of a leg: live, or among the last few thousand that ended. */
  leg(sid: string): LegState | undefined;
  /** What REST asks of a live leg; false when it has ended. */
  command(command: Command): boolean;
  /** The person of a live leg acts; false when it has ended. */
  hangUp(sid: string): boolean;
  press(sid: string, digits: string): boolean;
  refer(sid: string, to: string): boolean;
  now(): number;
  /** Drops every call at once, without another word to the product. */
  stop(): void;
}

export function createStandIn(options: StandInOptions): StandIn {
  const { accountSid, authToken, target, clock: clockOrMaker, publicBaseUrl } = options;
  const totals = createTotals();
  const stopping = new AbortController();
  // One listener per waiting leg: as many as there are legs, not a leak.
  setMaxListeners(0, stopping.signal);
  const phones = new Map<string, DeskPlan>();
  const log = createDebuggerLog();
  const numbers = createPhoneNumbers(options.numbers ?? []);
  const sharedClock = typeof clockOrMaker === 'function' ? undefined : clockOrMaker;
  const now = () => sharedClock?.now() ?? Date.now();
  const { fetch: send = fetch, concurrency = 48 } = options;
  const exchange = createExchange({
    accountSid,
    seed: options.seed,
    delivery: createDelivery({ target, publicBaseUrl, authToken, totals, fetch: send, concurrency }),
    disturbance: { ...undisturbed, ...options.disturbance },
    totals,
    stopping: stopping.signal,
    line: { authToken, publicBaseUrl, target },
    phone: (asked) => phones.get(asked.address) ?? options.otherwise?.(asked) ?? silentDesk,
    log: log.add,
  });
  const inbound = (to: string): Origin => {
    const number = numbers.byNumber(to);
    return {
      kind: 'inbound',
      voice: number?.voice ?? { url: `${publicBaseUrl}/voice/incoming`, method: 'POST' },
      statusCallback: number?.voice
        ? number.statusCallback
        : { url: `${publicBaseUrl}/voice/status#rc=3&rp=ct,rt,5xx`, method: 'POST' },
    };
  };
  const signal = (sid: string, what: Signal): boolean => {
    const leg = exchange.legs.get(sid);
    if (!leg || isOver(leg)) return false;
    leg.inbox.put(what);
    return true;
  };

  const standIn: StandIn = {
    ...{ accountSid, totals, phones, exchange, numbers, options, now },
    faults: createFaults(),
    log: log.entries,
    leg(sid) {
      const leg = exchange.legs.get(sid);
      return leg && showLeg(leg);
    },
    command: (command) => signal(command.sid, { kind: 'command', command }),
    hangUp: (sid) => signal(sid, { kind: 'hung-up' }),
    press: (sid, digits) => signal(sid, { kind: 'pressed', digits }),
    refer: (sid, to) => signal(sid, { kind: 'refers', to }),
    stop: () => stopping.abort(),
    async call(plan, given = {}) {
      const clock = typeof clockOrMaker === 'function' ? clockOrMaker(given.startAt ?? now()) : clockOrMaker;
      totals.calls += 1;
      totals.inFlight += 1;
      try {
        const { over } = placeCall(exchange, plan, given.origin ?? inbound(plan.to), clock);
        const outcome = await over;
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
    ring(given) {
      const plan = simpleCallPlan({ sid: exchange.newSid('CA'), dials: [], ...options.variants, ...given });
      const over = standIn.call(plan);
      // Whoever does not wait for a call is not told that `stop` cut it off; any other failure is still loud.
      over.catch((error: unknown) => {
        if (!stopping.signal.aborted) throw error;
      });
      return { sid: plan.sid, over };
    },
    async run(traffic, stop) {
      if (stop?.aborted) stopping.abort();
      stop?.addEventListener('abort', standIn.stop, { once: true });
      const parts = { call: standIn.call, seed: options.seed, clock: sharedClock, stop: stopping.signal };
      await runTraffic({ ...traffic, ...parts });
      stop?.removeEventListener('abort', standIn.stop);
      return { ...totals };
    },
  };
  return standIn;
}
