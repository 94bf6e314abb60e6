// POST /voice/queue: all of a call centre's queue. Twilio asks what a waiting citizen hears, tells that an agent takes the call
// and how the wait ended; and an agent whom we rang asks for the citizen.
import type { RequestHandler, Response } from 'express';
import { queueStep } from '../../calls/queue.js';
import { planCall } from '../../routing/planCall.js';
import { answerStep, stepOf, targetsOf } from '../answerPlan.js';
import type { Callback } from '../readCallback.js';
import { agentTwiml, citizenLeftTwiml, leaveTwiml, waitTwiml } from '../routeTwiml.js';
import { type Translated, toNoteEvent } from '../toCallEvent.js';
import { toEnteredEvent, toQueueActionEvent, toTakenEvent } from '../toQueueEvent.js';
import { field, type VoiceExchange } from '../voiceExchange.js';

/** Seconds after which somebody who waits is let out: to leave a message, or to be told to call again. */
const longestWaitSeconds = 300;

const firstStep = queueStep;
/** The wait did not end with a talk, and the citizen is still there. */
const givenUp: ReadonlySet<string> = new Set(['leave', 'queue-full', 'error', 'system-error']);

export function queue(exchange: VoiceExchange): RequestHandler {
  const { dialler } = exchange;
  const planOf = (callback: Callback) =>
    planCall(exchange.directory, exchange.routing, {
      number: field(callback, 'To') ?? '',
      at: callback.receivedAt,
      isUnderWay: true,
    });
  const keep = async ({ event, warnings }: Translated) => {
    for (const word of warnings) exchange.onUnknown?.(word);
    if (event) await exchange.keepIfPossible(event);
    return event;
  };

  async function wait(callback: Callback, response: Response): Promise<void> {
    const event = await keep(toEnteredEvent(callback));
    const plan = planOf(callback);
    const step = stepOf(plan, firstStep);
    const rootSid = event?.callSid ?? field(callback, 'CallSid');
    // Another process may have answered the voice URL.
    if (rootSid && step?.do === 'queue') {
      dialler.enter({ rootSid, number: step.name, agents: targetsOf(step) });
    }
    const isTooLong = Number(field(callback, 'QueueTime')) >= longestWaitSeconds;
    exchange.answer(response, isTooLong ? leaveTwiml() : waitTwiml());
  }

  async function end(callback: Callback, response: Response): Promise<void> {
    const plan = planOf(callback);
    const isThere = givenUp.has(field(callback, 'QueueResult') ?? '');
    const next = isThere && stepOf(plan, firstStep + 1)?.do === 'voicemail' ? 'voicemail' : 'end';
    const event = exchange.eventOf(toQueueActionEvent(callback, next));
    dialler.leave(event.callSid);
    await exchange.keepIfPossible(event);
    if (!isThere) return exchange.hangUp(response);
    exchange.answer(response, answerStep(exchange, plan, event.callSid, firstStep + 1, callback.receivedAt));
  }

  /** Whoever waits in the queue of the call that the agent was rung for; the citizen may be gone. */
  function twimlForAgent({ rootSid }: Callback): string {
    const call = rootSid === undefined ? undefined : exchange.liveCall(rootSid);
    if (!call?.to || call.queue?.ms !== null) return citizenLeftTwiml();
    const name = exchange.directory.line(call.to)?.number ?? call.to;
    return agentTwiml(exchange.publicBaseUrl, call.id, firstStep, name);
  }

  return async (request, response) => {
    const callback = exchange.read(request);
    const has = (name: string) => field(callback, name) !== undefined;
    if (has('QueuePosition')) return await wait(callback, response);
    if (has('DequeingCallSid')) {
      const event = await keep(toTakenEvent(callback));
      if (event?.kind === 'queue') dialler.leave(event.callSid, event.agentSid);
      return exchange.answer(response, '<?xml version="1.0" encoding="UTF-8"?><Response/>');
    }
    if (has('QueueResult')) return await end(callback, response);
    if (has('DialCallStatus')) {
      await keep(toNoteEvent('queue', callback));
      return exchange.hangUp(response);
    }
    exchange.answer(response, twimlForAgent(callback));
  };
}
