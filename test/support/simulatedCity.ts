// The demo city's calls over real HTTP with real signatures, as fast as the product answers, against a server of the test.

import { buildDemoCity } from '../../scripts/demo/demoCity.js';
import type { CallOutcome } from '../../scripts/simulate/callOutcome.js';
import { createStandIn, type StandIn } from '../../scripts/simulate/createStandIn.js';
import type { Disturbance } from '../../scripts/simulate/disturbance.js';
import { createVirtualClock } from '../../scripts/simulate/simulationClock.js';
import type { Clock } from '../../server/base/clock.js';
import { systemClock } from '../../server/base/clock.js';
import { saveDirectory } from '../../server/directory/saveDirectory.js';
import type { Store } from '../../server/storage/port.js';
import { publicBaseUrl, twilioAccount } from './testServer.js';

const city = buildDemoCity();

export const fillDirectory = (store: Store) => saveDirectory(store, city.content);

/** A clock that ticks as the wall's, but stands at `start` now. */
export function clockFrom(start: number): Clock {
  const offset = start - Date.now();
  return { now: () => Date.now() + offset, at: (at, task) => systemClock.at(at - offset, task) };
}

export interface SimulatedTraffic {
  target: string;
  seed: string;
  calls: number;
  /** ms: the first call's start. */
  startAt: number;
  disturbance?: Partial<Disturbance>;
  /** How requests travel, when not straight to the target. */
  fetch?: typeof fetch;
}

/** Each call runs on a virtual clock of its own; resolves with the truth about every one of them. */
export async function simulateCalls(traffic: SimulatedTraffic) {
  const { target, seed, calls, startAt, disturbance = {}, fetch = globalThis.fetch } = traffic;
  const outcomes: CallOutcome[] = [];
  const standIn: StandIn = createStandIn({
    target,
    publicBaseUrl,
    accountSid: twilioAccount.sid,
    authToken: twilioAccount.token,
    seed,
    clock: createVirtualClock,
    disturbance,
    fetch,
    onOutcome: (outcome) => void outcomes.push(outcome),
  });
  const always = { hour: 10, weekday: 1 };
  const totals = await standIn.run({ lines: city.lines, timeZone: 'Asia/Seoul', always, calls, startAt, atOnce: 16 });
  return { outcomes, totals };
}
