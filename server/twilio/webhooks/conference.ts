// POST /voice/conference: somebody came into the call's conference, left, or was held; what it needs next is seen to.
import type { RequestHandler } from 'express';
import { placeOf } from '../../calls/callEvent.js';
import { toConferenceEvent } from '../toHandOverEvent.js';
import type { VoiceExchange } from '../voiceExchange.js';

export function conference(exchange: VoiceExchange): RequestHandler {
  return async (request, response) => {
    const event = exchange.eventOf(toConferenceEvent(exchange.read(request)));
    await exchange.ingest(event);
    exchange.onConference(placeOf(event));
    exchange.done(response);
  };
}
