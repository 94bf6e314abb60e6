// The requests that a plan leads to, without network: the answers come from a function, hours pass at once. For tests.

import type { CallOutcome } from './callOutcome.js';
import { type CallPlan, silentDesk } from './callPlan.js';
import { undisturbed } from './disturbance.js';
import { createExchange } from './engine/exchange.js';
import { type Origin, placeCall } from './engine/placeCall.js';
import type { Fields } from './requestFields.js';
import { createVirtualClock } from './simulationClock.js';
import { createTotals } from './totals.js';

export interface PlannedRequest {
  /** Exact ms at which Twilio sends it; stamps in the fields are whole seconds. */
  at: number;
  /** The leg it is about. */
  sid: string;
  url: string;
  fields: Fields;
  wants: 'twiml' | 'nothing';
}

export interface PlannedCall {
  requests: PlannedRequest[];
  outcome: CallOutcome;
}

/** `answer` gives the TwiML for voice and action requests; null means that no answer came. */
export async function planCall(
  plan: CallPlan,
  given: { origin: Origin; accountSid: string; startAt: number },
  answer: (request: PlannedRequest) => string | null,
): Promise<PlannedCall> {
  const requests: PlannedRequest[] = [];
  const exchange = createExchange({
    accountSid: given.accountSid,
    seed: 'planned',
    delivery: {
      async post({ hook, ...rest }) {
        const request = { ...rest, url: hook.url };
        requests.push(request);
        const body = rest.wants === 'twiml' ? answer(request) : '';
        const came = { status: 200, contentType: 'text/xml', body: body ?? '' };
        return body === null ? { ...came, problem: { code: 11_200, reason: 'no answer' } } : came;
      },
    },
    disturbance: undisturbed,
    totals: createTotals(),
    stopping: new AbortController().signal,
    line: { authToken: '', publicBaseUrl: '', target: '' },
    phone: () => silentDesk,
    log: () => undefined,
  });
  const { over } = placeCall(exchange, plan, given.origin, createVirtualClock(given.startAt));
  return { requests, outcome: await over };
}
