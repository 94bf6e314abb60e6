// POST /voice/status: something happened to a leg; answered only once it is durable, so that Twilio repeats what we lost.
import type { RequestHandler } from 'express';
import { toStatusEvent } from '../toCallEvent.js';
import type { VoiceExchange } from '../voiceExchange.js';

export function status(exchange: VoiceExchange): RequestHandler {
  return async (request, response) => {
    const event = exchange.eventOf(toStatusEvent(exchange.read(request)));
    await exchange.ingest(event);
    if (event.kind === 'status') exchange.onStatus(event);
    exchange.done(response);
  };
}
