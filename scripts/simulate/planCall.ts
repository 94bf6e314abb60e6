// The requests that a plan leads to, without network or clock: the answers come from a function. For tests and recordings.

import type { CallOutcome } from './callOutcome.js';
import type { CallPlan } from './callPlan.js';
import { type Origin, playCall } from './playCall.js';
import type { Fields } from './requestFields.js';
import type { Command, Reply } from './step.js';

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
export function planCall(
  plan: CallPlan,
  given: { origin: Origin; accountSid: string; startAt: number },
  answer: (request: PlannedRequest) => string | null,
): PlannedCall {
  const requests: PlannedRequest[] = [];
  const commands: Command[] = [];
  const steps = playCall(plan, given.origin, given.accountSid, given.startAt);
  let reply: Reply = { at: given.startAt };
  for (;;) {
    const { done, value } = steps.next(reply);
    if (done) return { requests, outcome: value };
    if (value.kind === 'wait') {
      const command = commands.shift();
      reply = command ? { at: reply.at, command } : { at: value.until };
    } else if (value.kind === 'ask') {
      commands.push(value.command);
    } else if (value.kind === 'post') {
      const { kind: _kind, ...request } = value;
      requests.push(request);
      reply = { at: value.at, ...(value.wants === 'twiml' ? { body: answer(request) } : {}) };
    }
  }
}
