// POST /voice/shop and /voice/shop/status: the mystery shopper's own bridge, kept apart from the city's calls.
import type { RequestHandler } from 'express';
import { field, type VoiceExchange } from '../voiceExchange.js';

export function shop(exchange: VoiceExchange, path: '/shop' | '/shop/status'): RequestHandler {
  return async (request, response) => {
    const callback = exchange.read(request);
    const names = ['CallSid', 'SequenceNumber', 'CallStatus'].map((name) => field(callback, name) ?? '-');
    await exchange.keepShopEvent(`${path}:${names.join(':')}`, callback);
    if (path === '/shop') exchange.hangUp(response);
    else exchange.done(response);
  };
}
