// Asks Twilio to let us hear a desk's leg once it is answered: both sides, apart from the call's own course, so that a
// failure costs only the evidence for the third clause.
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { StatusEvent } from '../calls/callEvent.js';
import type { StreamTickets } from '../speech/streamTicket.js';
import type { TwilioRest } from './twilioRest.js';

export interface StreamStarterParts {
  rest: Pick<TwilioRest, 'startStream'>;
  tickets: Pick<StreamTickets, 'issue'>;
  publicBaseUrl: string;
  clock: Clock;
  logger: Logger;
}

/** A repeated callback comes within Twilio's 15 s and the retries after it. */
const rememberMs = 10 * 60_000;

/** Somebody who may be a person picked up a desk's leg of a call. */
function isHeardOf({ status, rootSid, parentSid, callSid, answeredBy }: StatusEvent): boolean {
  const isDesk = (rootSid ?? parentSid ?? callSid) !== callSid;
  return status === 'in-progress' && isDesk && (answeredBy === undefined || answeredBy === 'human');
}

/** @returns to be told of every status event once it is durable; never throws and never waits. */
export function createStreamStarter({ rest, tickets, publicBaseUrl, clock, logger }: StreamStarterParts) {
  const asked = new Map<string, number>();

  return (event: StatusEvent): void => {
    const now = clock.now();
    for (const [sid, at] of asked) if (at + rememberMs <= now) asked.delete(sid);
    if (!isHeardOf(event) || asked.has(event.callSid)) return;
    asked.set(event.callSid, now);
    const rootSid = event.rootSid ?? event.parentSid ?? event.callSid;
    const url = `${publicBaseUrl.replace(/^http/, 'ws')}/voice/stream`;
    const statusCallback = `${publicBaseUrl}/voice/stream-status?root=${rootSid}`;
    const ticket = tickets.issue({ legSid: event.callSid, rootSid });
    rest.startStream(event.callSid, { url, statusCallback, ticket }).catch((error: unknown) => {
      logger.warn({ err: error, callSid: event.callSid }, 'a leg could not be listened to: its closing is unmeasured');
    });
  };
}
