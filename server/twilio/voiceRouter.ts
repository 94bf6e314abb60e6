// The webhooks of the outside contract: verified, translated, made durable, answered. A voice URL is answered from memory
// whatever database and disk do; a status callback gets its 2xx only when the event is durable.
import { type Request, type Response, Router } from 'express';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { CallEvent, NoteEvent, StatusEvent } from '../calls/callEvent.js';
import type { Directory } from '../directory/directory.js';
import { AppError } from '../http/errors.js';
import { parseForm } from './parseForm.js';
import { type Callback, readCallback } from './readCallback.js';
import { coverTargets } from './routeCall.js';
import { type Translated, toActionEvent, toNoteEvent, toStatusEvent, toVoiceEvent } from './toCallEvent.js';
import { dialTwiml, hangUpTwiml, sayTwiml } from './twiml.js';
import { type SignatureSettings, verifySignature } from './verifySignature.js';

export interface VoiceParts extends SignatureSettings {
  directory: Pick<Directory, 'line' | 'pickupGroup'>;
  clock: Clock;
  /** Resolves when the event is durable, rejects when it cannot be; within the time that a citizen may be held. */
  ingest: (event: CallEvent) => Promise<void>;
  /** Told of every status event once it is durable. */
  onStatus: (event: StatusEvent) => void;
  /** Keeps a webhook of the shopper's bridge under its key; resolves when durable. */
  keepShopEvent: (key: string, callback: Callback) => Promise<void>;
  /** Counts values that Twilio sent and we do not know. */
  onUnknown?: (word: string) => void;
  logger: Logger;
}

function field(callback: Callback, name: string): string | undefined {
  return callback.fields.find(([key]) => key === name)?.[1];
}

export function voiceRouter(parts: VoiceParts): Router {
  const { clock, directory, ingest, logger, publicBaseUrl } = parts;
  const router = Router();
  router.use(parseForm, verifySignature(parts));

  function read(request: Request): Callback {
    return readCallback(request.body, request.query, clock.now());
  }

  function eventOf({ event, warnings }: Translated): CallEvent {
    for (const word of warnings) parts.onUnknown?.(word);
    if (!event) throw new AppError('FORM_MALFORMED', 'The form names no call.');
    return event;
  }

  /** For what a citizen waits on: a failure is logged, never spoken. */
  async function keepIfPossible(event: CallEvent): Promise<void> {
    try {
      await ingest(event);
    } catch (error) {
      logger.error({ err: error, key: event.key }, 'an event could not be stored');
    }
  }

  function answer(response: Response, twiml: string): void {
    response.type('text/xml').send(twiml);
  }

  router.post('/incoming', async (request, response) => {
    const callback = read(request);
    const line = directory.line(field(callback, 'To') ?? '');
    const event = eventOf(toVoiceEvent(callback, line));
    await keepIfPossible(event);
    if (!line) return answer(response, sayTwiml('unknownNumber'));
    if (line.targets.length === 0) return answer(response, sayTwiml('nobodyAnswered'));
    answer(response, dialTwiml(publicBaseUrl, event.callSid, 1, line.targets));
  });

  router.post('/status', async (request, response) => {
    const event = eventOf(toStatusEvent(read(request)));
    await ingest(event);
    if (event.kind === 'status') parts.onStatus(event);
    response.status(204).end();
  });

  router.post('/dial-action', async (request, response) => {
    const callback = read(request);
    const dialStatus = field(callback, 'DialCallStatus');
    const further = coverTargets(directory, {
      to: field(callback, 'To'),
      step: callback.step,
      dialStatus,
      callStatus: field(callback, 'CallStatus'),
    });
    const event = eventOf(toActionEvent(callback, further));
    await keepIfPossible(event);
    if (further.length > 0) {
      return answer(response, dialTwiml(publicBaseUrl, event.callSid, (callback.step ?? 1) + 1, further));
    }
    const isTalked = dialStatus === 'completed' || dialStatus === 'answered';
    answer(response, isTalked ? hangUpTwiml() : sayTwiml('nobodyAnswered'));
  });

  /** Kept as they are; their meaning comes with later capabilities. */
  function keep(route: NoteEvent['route'], reply: (response: Response) => void, store = ingest): void {
    router.post(`/${route}`, async (request, response) => {
      const { event, warnings } = toNoteEvent(route, read(request));
      for (const word of warnings) parts.onUnknown?.(word);
      if (event) await store(event);
      else if (warnings.length > 0) throw new AppError('FORM_MALFORMED', 'The form names no call.');
      reply(response);
    });
  }
  const done = (response: Response) => void response.status(204).end();
  const nothingMore = (response: Response) => answer(response, hangUpTwiml());
  keep('conference', done);
  keep('recording', done);
  keep('stream-status', done);
  keep('refer', nothingMore, keepIfPossible);
  keep('queue', nothingMore, keepIfPossible);

  for (const path of ['/shop', '/shop/status']) {
    router.post(path, async (request, response) => {
      const callback = read(request);
      const names = ['CallSid', 'SequenceNumber', 'CallStatus'].map((name) => field(callback, name) ?? '-');
      await parts.keepShopEvent(`${path}:${names.join(':')}`, callback);
      if (path === '/shop') nothingMore(response);
      else done(response);
    });
  }

  return router;
}
