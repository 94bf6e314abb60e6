// POST /voice/notice: the citizen has heard that the call may be recorded; now the bells begin.
import type { RequestHandler } from 'express';
import { planCall } from '../../routing/planCall.js';
import { answerStep, stepOf, targetsOf } from '../answerPlan.js';
import { toNoticeEvent } from '../toQueueEvent.js';
import { field, type VoiceExchange } from '../voiceExchange.js';

export function notice(exchange: VoiceExchange): RequestHandler {
  return async (request, response) => {
    const callback = exchange.read(request);
    const at = callback.receivedAt;
    const asked = { number: field(callback, 'To') ?? '', forwardedFrom: field(callback, 'ForwardedFrom'), at };
    const plan = planCall(exchange.directory, exchange.routing, { ...asked, isUnderWay: true });
    const event = exchange.eventOf(toNoticeEvent(callback, targetsOf(stepOf(plan, 1))));
    await exchange.keepIfPossible(event);
    exchange.answer(response, answerStep(exchange, plan, event.callSid, 1, at));
  };
}
