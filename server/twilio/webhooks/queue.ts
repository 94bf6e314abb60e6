// POST /voice/queue: all of a call centre's queue. Twilio asks what a waiting citizen hears, tells that an agent takes the call
// and how the wait ended; and an agent whom we rang asks for the citizen.
import type { RequestHandler, Response } from 'express';
import { queueStep } from '../../calls/queue.js';
import { planCall } from '../../routing/planCall.js';
import { afterDial } from '../../transfers/afterDial.js';
import { answerStep, stepOf, targetsOf } from '../answerPlan.js';
import { conferenceTwiml } from '../conferenceTwiml.js';
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

/** By REST: the citizen follows other instructions already. */
const redirected: ReadonlySet<string> = new Set(['redirected', 'redirected-from-bridged']);

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

  /** The step of the conference into which the agent who had the citizen was sent, to hold or to hand over. */
  function conferenceStepOf(callback: Callback): number | undefined {
    const call = callback.rootSid === undefined ? undefined : exchange.liveCall(callback.rootSid);
    const agent = call?.legs.find(({ answer, step }) => answer === 'human' && step === firstStep);
    const { step } = callback;
    const ended = { step, status: undefined, dialCallSid: agent?.sid, dialStatus: 'completed' as const };
    const isThere = field(callback, 'CallStatus') === 'in-progress';
    const after = agent && isThere ? afterDial(call, exchange.directory, ended) : undefined;
    return typeof after === 'object' && 'conferenceStep' in after ? after.conferenceStep : undefined;
  }

  async function end(callback: Callback, response: Response): Promise<void> {
    const plan = planOf(callback);
    const result = field(callback, 'QueueResult') ?? '';
    const conferenceStep = conferenceStepOf(callback);
    const step = givenUp.has(result) ? stepOf(plan, firstStep + 1) : undefined;
    const further = step?.do === 'voicemail' ? 'voicemail' : redirected.has(result) ? 'resume' : 'end';
    const next = conferenceStep === undefined ? further : 'conference';
    const event = exchange.eventOf(toQueueActionEvent(callback, next));
    const { callSid } = event;
    dialler.leave(callSid);
    await exchange.keepIfPossible(event);
    if (conferenceStep !== undefined) {
      return exchange.answer(response, conferenceTwiml(exchange.publicBaseUrl, callSid, conferenceStep, 'citizen'));
    }
    if (!givenUp.has(result)) return exchange.hangUp(response);
    exchange.answer(response, answerStep(exchange, plan, callSid, firstStep + 1, callback.receivedAt));
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
