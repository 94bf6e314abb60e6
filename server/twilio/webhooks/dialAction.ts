// POST /voice/dial-action: a Dial is over; the citizen is rung through to a colleague, told that nobody is there, or let go.
import type { RequestHandler } from 'express';
import { answerHandOver } from '../answerHandOver.js';
import { coverTargets } from '../routeCall.js';
import { toActionEvent } from '../toCallEvent.js';
import { dialTwiml, sayTwiml } from '../twiml.js';
import { field, type VoiceExchange } from '../voiceExchange.js';

export function dialAction({ directory, publicBaseUrl, ...exchange }: VoiceExchange): RequestHandler {
  return async (request, response) => {
    const callback = exchange.read(request);
    if (await answerHandOver({ ...exchange, directory, publicBaseUrl }, callback, response)) return;
    const dialStatus = field(callback, 'DialCallStatus');
    const further = coverTargets(directory, {
      to: field(callback, 'To'),
      step: callback.step,
      dialStatus,
      callStatus: field(callback, 'CallStatus'),
    });
    const event = exchange.eventOf(toActionEvent(callback, further));
    await exchange.keepIfPossible(event);
    if (further.length > 0) {
      return exchange.answer(response, dialTwiml(publicBaseUrl, event.callSid, (callback.step ?? 1) + 1, further));
    }
    if (dialStatus === 'completed' || dialStatus === 'answered') return exchange.hangUp(response);
    exchange.answer(response, sayTwiml('nobodyAnswered'));
  };
}
