// POST /voice/voicemail: the citizen has left a message; the recording itself is told of at /voice/recording.
import type { RequestHandler } from 'express';
import { messageTakenTwiml } from '../routeTwiml.js';
import { toNoteEvent } from '../toCallEvent.js';
import type { VoiceExchange } from '../voiceExchange.js';

export function voicemail(exchange: VoiceExchange): RequestHandler {
  return async (request, response) => {
    await exchange.keepIfPossible(exchange.eventOf(toNoteEvent('voicemail', exchange.read(request))));
    exchange.answer(response, messageTakenTwiml());
  };
}
