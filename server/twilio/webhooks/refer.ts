// POST /voice/refer: a desk's telephone asks us to send the citizen elsewhere.
import type { RequestHandler } from 'express';
import { findReferTargets } from '../../transfers/findTargets.js';
import { toReferEvent } from '../toHandOverEvent.js';
import { dialTwiml, sayTwiml } from '../twiml.js';
import { field, type VoiceExchange } from '../voiceExchange.js';

export function refer({ directory, publicBaseUrl, logger, ...exchange }: VoiceExchange): RequestHandler {
  return async (request, response) => {
    const callback = exchange.read(request);
    const targets = findReferTargets(directory, field(callback, 'ReferTransferTarget') ?? '');
    const event = exchange.eventOf(toReferEvent(callback, targets));
    await exchange.keepIfPossible(event);
    const { rootSid = event.parentSid ?? event.callSid, step = 1 } = callback;
    if (targets.length > 0) return exchange.answer(response, dialTwiml(publicBaseUrl, rootSid, step + 1, targets));
    logger.warn({ callSid: rootSid }, 'a telephone asked for a transfer to somebody whom nobody knows');
    // The talk that the telephone wanted to leave goes on.
    exchange.answer(response, sayTwiml('nobodyToRefer', 'go-on'));
  };
}
