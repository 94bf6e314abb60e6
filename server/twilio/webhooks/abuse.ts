// POST /voice/abuse: where a citizen's leg is sent by REST when an official ends an abusive call after a warning.
import type { RequestHandler } from 'express';
import { abuseTwiml } from '../routeTwiml.js';
import type { VoiceExchange } from '../voiceExchange.js';

export function abuse(exchange: VoiceExchange): RequestHandler {
  return (_request, response) => exchange.answer(response, abuseTwiml());
}
