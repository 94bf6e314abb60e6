// POST /voice/incoming: a citizen calls; the answer comes from the directory in memory.
import type { RequestHandler } from 'express';
import { planCall } from '../../routing/planCall.js';
import { answerStep, answerWord, stepOf, targetsOf } from '../answerPlan.js';
import { noticeTwiml } from '../routeTwiml.js';
import { toVoiceEvent } from '../toCallEvent.js';
import { field, type VoiceExchange } from '../voiceExchange.js';

export function incoming(exchange: VoiceExchange): RequestHandler {
  const { directory, routing, publicBaseUrl, logger } = exchange;
  return async (request, response) => {
    const callback = exchange.read(request);
    const at = callback.receivedAt;
    const number = field(callback, 'To') ?? '';
    const plan = planCall(directory, routing, { number, forwardedFrom: field(callback, 'ForwardedFrom'), at });
    const routed = { answer: answerWord(plan), dialled: targetsOf(stepOf(plan, 1)) };
    const event = exchange.eventOf(toVoiceEvent(callback, plan.line, routed));
    const { callSid } = event;
    if (plan.refusal !== null && plan.refusal !== 'closed') {
      logger.warn({ callSid, number, reason: plan.refusal }, 'a call can be put through to nobody');
    }
    await exchange.keepIfPossible(event);
    if (plan.notice) return exchange.answer(response, noticeTwiml(publicBaseUrl, callSid));
    exchange.answer(response, answerStep(exchange, plan, callSid, 1, at));
  };
}
