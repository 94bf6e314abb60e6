// A city's calls as they come in: a Poisson stream whose rate follows the hour and the weekday.
import { DateTime } from 'luxon';
import type { CallPlan } from './callPlan.js';
import { arrivalRate, centreCallsPerDay, departmentCallsPerDay } from './cityModel.js';
import { type CityLines, drawCallPlan, type Mode, modes } from './drawCallPlan.js';
import { createRandom, type Random } from './random.js';
import type { SimulationClock } from './simulationClock.js';

export interface Traffic {
  lines: CityLines;
  timeZone: string;
  /** Always this hour of this weekday, whatever the clock says. */
  always?: { hour: number; weekday: number };
  /** Calls a second instead of the model's rate. */
  rate?: number;
  /** Stop after so many calls. */
  calls?: number;
  modes?: readonly Mode[];
  /** So many calls within the first seconds, as if the city had been under way. */
  burst?: number;
  /** Start of the first call, ms; counts only for clocks per call. */
  startAt?: number;
  /** Calls at once for clocks per call. */
  atOnce?: number;
}

interface RunParts {
  call(plan: CallPlan, given: { startAt: number }): Promise<unknown>;
  seed: string;
  /** Absent when every call has its own clock: then calls follow each other as fast as the product answers. */
  clock: SimulationClock | undefined;
  stop: AbortSignal;
}

const burstMs = 12_000;

/** Resolves when all calls are over; calls cut off by `stop` are dropped. */
export async function runTraffic(traffic: Traffic & RunParts): Promise<void> {
  const { clock } = traffic;
  const failure = new AbortController();
  const stop = AbortSignal.any([traffic.stop, failure.signal]);
  const random = createRandom(`${traffic.seed}/traffic`);
  const allowed = new Set(traffic.modes ?? modes);
  const running = new Set<Promise<unknown>>();
  let at = clock?.now() ?? traffic.startAt ?? Date.now();
  const startedAt = at;
  for (let made = 0; made < (traffic.calls ?? Number.POSITIVE_INFINITY) && !stop.aborted; made += 1) {
    const inBurst = made < (traffic.burst ?? 0);
    at = Math.round(inBurst ? startedAt + (made * burstMs) / (traffic.burst ?? 1) : nextArrival(at, traffic, random));
    if (clock) await sleepUntil(clock, at, stop);
    else if (running.size >= (traffic.atOnce ?? 32)) await Promise.race(running);
    if (stop.aborted) break;
    const { hour } = localHour(at, traffic);
    const share = inBurst ? drawUnderWay(random, made) : {};
    const plan = drawCallPlan(random, { lines: traffic.lines, modes: allowed, lunch: hour === 12, ...share });
    const call = traffic.call(plan, { startAt: at }).then(
      () => undefined,
      (error: unknown) => {
        // Being stopped in the middle of a call is no mistake; anything else is, and ends the run.
        if (!stop.aborted) failure.abort(error);
      },
    );
    running.add(call);
    void call.then(() => running.delete(call));
  }
  await Promise.all(running);
  if (failure.signal.aborted) throw failure.signal.reason;
}

/** A city that has been under way: talks near their end, and among every six one that is soon passed on. */
function drawUnderWay(random: Random, made: number): { talkShare: number; transferShare?: number } {
  const talkShare = random.between(0.05, 0.8);
  return made % 6 === 1 ? { talkShare, transferShare: 1 } : { talkShare };
}

function localHour(at: number, { always, timeZone }: Traffic): { hour: number; weekday: number } {
  if (always) return always;
  const local = DateTime.fromMillis(at, { zone: timeZone });
  return { hour: local.hour, weekday: local.weekday };
}

/** Thinning (Lewis and Shedler 1979): candidates at the week's highest rate, kept by the share of the hour's own. */
function nextArrival(at: number, traffic: Traffic, random: Random): number {
  const callsPerDay = departmentCallsPerDay + centreCallsPerDay;
  if (traffic.rate !== undefined) return at + random.exponential(1_000 / traffic.rate);
  const highest = arrivalRate(10, 1, callsPerDay);
  let candidate = at;
  for (;;) {
    candidate += random.exponential(1_000 / highest);
    const { hour, weekday } = localHour(candidate, traffic);
    if (random.chance(arrivalRate(hour, weekday, callsPerDay) / highest)) return candidate;
  }
}

function sleepUntil(clock: SimulationClock, at: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const finish = () => {
      cancel();
      stop.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.at(at, finish);
    stop.addEventListener('abort', finish, { once: true });
  });
}
