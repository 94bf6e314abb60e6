// POST /voice/incoming: a citizen calls; the answer comes from the directory in memory.
import type { RequestHandler } from 'express';
import { toVoiceEvent } from '../toCallEvent.js';
import { dialTwiml, sayTwiml } from '../twiml.js';
import { field, type VoiceExchange } from '../voiceExchange.js';

export function incoming({ directory, publicBaseUrl, ...exchange }: VoiceExchange): RequestHandler {
  return async (request, response) => {
    const callback = exchange.read(request);
    const line = directory.line(field(callback, 'To') ?? '');
    const event = exchange.eventOf(toVoiceEvent(callback, line));
    await exchange.keepIfPossible(event);
    if (!line) return exchange.answer(response, sayTwiml('unknownNumber'));
    if (line.targets.length === 0) return exchange.answer(response, sayTwiml('nobodyAnswered'));
    exchange.answer(response, dialTwiml(publicBaseUrl, event.callSid, 1, line.targets));
  };
}
