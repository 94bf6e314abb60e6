// POST /voice/transfer: a leg that we sent elsewhere asks where to. The URL says it, so that no memory is needed: into the
// call's conference, to a desk, or, where neither is named, to an apology.
import type { RequestHandler } from 'express';
import { findTargets } from '../../transfers/findTargets.js';
import { conferenceTwiml } from '../conferenceTwiml.js';
import { toFetchedEvent } from '../toHandOverEvent.js';
import { dialTwiml, sayTwiml } from '../twiml.js';
import type { VoiceExchange } from '../voiceExchange.js';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export function transfer({ directory, publicBaseUrl, logger, ...exchange }: VoiceExchange): RequestHandler {
  return async (request, response) => {
    const callback = exchange.read(request);
    const { intent, into, to } = request.query;
    const event = exchange.eventOf(toFetchedEvent(callback, text(intent) ?? ''));
    if (text(intent)) await exchange.keepIfPossible(event);
    const { rootSid = event.callSid, step = 1 } = callback;
    const isCitizen = event.callSid === rootSid;
    if (text(into) === 'conference') {
      return exchange.answer(response, conferenceTwiml(publicBaseUrl, rootSid, step, isCitizen ? 'citizen' : 'desk'));
    }
    const targets = text(to) ? findTargets(directory, String(to)) : [];
    if (targets.length > 0) return exchange.answer(response, dialTwiml(publicBaseUrl, rootSid, step, targets));
    if (text(to)) logger.warn({ callSid: rootSid }, 'a citizen was handed on to a telephone that nobody has any more');
    exchange.answer(response, sayTwiml('nobodyAnswered'));
  };
}
