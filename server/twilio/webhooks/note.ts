// Webhooks that are kept as they are, for what they prove: their meaning is given where they are used.
import type { RequestHandler } from 'express';
import type { NoteEvent } from '../../calls/callEvent.js';
import { AppError } from '../../http/errors.js';
import { toNoteEvent } from '../toCallEvent.js';
import type { VoiceExchange } from '../voiceExchange.js';

/** @param waits whether a citizen waits for the answer: then it is TwiML, and comes whatever the store does. */
export function note(exchange: VoiceExchange, route: NoteEvent['route'], waits: boolean): RequestHandler {
  return async (request, response) => {
    const { event, warnings } = toNoteEvent(route, exchange.read(request));
    for (const word of warnings) exchange.onUnknown?.(word);
    if (event) await (waits ? exchange.keepIfPossible(event) : exchange.ingest(event));
    else if (warnings.length > 0) throw new AppError('FORM_MALFORMED', 'The form names no call.');
    if (waits) exchange.hangUp(response);
    else exchange.done(response);
  };
}
