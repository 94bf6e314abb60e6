// What every webhook's handler has in hand: the form as plain data, the event made of it, and the ways to keep and answer it.
import type { Request, Response } from 'express';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { Call } from '../calls/call.js';
import type { CallEvent, StatusEvent } from '../calls/callEvent.js';
import type { Directory } from '../directory/directory.js';
import type { CityHours } from '../directory/presence.js';
import { AppError } from '../http/errors.js';
import type { Dialler } from '../routing/dialler.js';
import type { RoutingDirectory, RoutingSettings } from '../routing/planCall.js';
import { type Callback, readCallback } from './readCallback.js';
import type { Translated } from './toCallEvent.js';
import { hangUpTwiml } from './twiml.js';

export interface VoiceParts {
  /** Scheme, host and optional path prefix as Twilio calls us, without a trailing slash. */
  publicBaseUrl: string;
  directory: RoutingDirectory & Pick<Directory, 'target'>;
  routing: RoutingSettings;
  /** By which a closed office says when it opens. */
  city: CityHours;
  /** Rings agents for those who wait in a queue. */
  dialler: Pick<Dialler, 'enter' | 'leave'>;
  clock: Clock;
  /** Resolves when the event is durable, rejects when it cannot be; within the time that a citizen may be held. */
  ingest: (event: CallEvent) => Promise<void>;
  /** Told of every status event once it is durable. */
  onStatus: (event: StatusEvent) => void;
  /** Told of a call in whose conference something happened, once that is durable. */
  onConference: (rootSid: string) => void;
  /** A call in progress, as far as it is in memory. */
  liveCall: (rootSid: string) => Call | undefined;
  /** Keeps a webhook of the shopper's bridge under its key; resolves when durable. */
  keepShopEvent: (key: string, callback: Callback) => Promise<void>;
  /** Counts values that Twilio sent and we do not know. */
  onUnknown?: (word: string) => void;
  logger: Logger;
}

export interface VoiceExchange extends VoiceParts {
  read(request: Request): Callback;
  /** @throws AppError when the form names no call. */
  eventOf(translated: Translated): CallEvent;
  /** For what a citizen waits on: resolves in 25 ms at the latest, and goes on keeping; a failure is logged, never spoken. */
  keepIfPossible(event: CallEvent): Promise<void>;
  answer(response: Response, twiml: string): void;
  /** Nothing is left to be done with this leg. */
  hangUp(response: Response): void;
  /** A callback that wants no TwiML is done with. */
  done(response: Response): void;
}

export function field(callback: Callback, name: string): string | undefined {
  return callback.fields.find(([key]) => key === name)?.[1];
}

/** The citizen's telephone is silent meanwhile: the answer is there within 50 ms whatever the database does. */
const longestHoldMs = 25;

export function createVoiceExchange(parts: VoiceParts): VoiceExchange {
  const { clock, ingest, logger } = parts;
  const answer = (response: Response, twiml: string) => void response.type('text/xml').send(twiml);
  return {
    ...parts,
    read: (request) => readCallback(request.body, request.query, clock.now()),
    eventOf({ event, warnings }) {
      for (const word of warnings) parts.onUnknown?.(word);
      if (!event) throw new AppError('FORM_MALFORMED', 'The form names no call.');
      return event;
    },
    keepIfPossible: (event) =>
      new Promise((resolve) => {
        const cancel = clock.at(clock.now() + longestHoldMs, resolve);
        ingest(event)
          .catch((error: unknown) => logger.error({ err: error, key: event.key }, 'an event could not be stored'))
          .finally(() => {
            cancel();
            resolve();
          });
      }),
    answer,
    hangUp: (response) => answer(response, hangUpTwiml()),
    done: (response) => void response.status(204).end(),
  };
}
