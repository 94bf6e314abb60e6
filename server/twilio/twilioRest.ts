// Asking Twilio about a call: the one question that the product has so far, whether a leg has ended.
import twilio from 'twilio';
import { type LegStatus, legStatuses } from '../calls/callEvent.js';

/** A leg as REST shows it; times are whole seconds, ms since the epoch. */
export interface RestLeg {
  status: LegStatus;
  endedAt: number | null;
  from: string;
  to: string;
  direction: string;
}

export interface TwilioRest {
  /** Undefined when Twilio does not know the sid. @throws when it cannot be asked. */
  leg(sid: string): Promise<RestLeg | undefined>;
  /** Both sides of a leg, sent to `url` until it ends. @throws when Twilio refuses or cannot be asked. */
  startStream(sid: string, stream: { url: string; statusCallback: string; ticket: string }): Promise<void>;
}

const notFound = 404;
/** A silent call can wait; a hanging connection must not pile up. */
const answerLimitMs = 5_000;

export function createTwilioRest(account: {
  accountSid: string;
  authToken: string;
  apiBaseUrl: string | undefined;
}): TwilioRest {
  const client = twilio(account.accountSid, account.authToken, { timeout: answerLimitMs });
  if (account.apiBaseUrl !== undefined) client.api.baseUrl = account.apiBaseUrl;
  return {
    async leg(sid) {
      try {
        const { status, endTime, from, to, direction } = await client.calls(sid).fetch();
        const known = legStatuses.find((word) => word === status);
        if (!known) return undefined;
        // A date that Twilio left out would be read as an invalid one.
        const endedAt = endTime instanceof Date && Number.isFinite(endTime.getTime()) ? endTime.getTime() : null;
        return { status: known, endedAt, from, to, direction };
      } catch (error) {
        if (error instanceof twilio.RestException && error.status === notFound) return undefined;
        throw error;
      }
    },
    async startStream(sid, { url, statusCallback, ticket }) {
      // The name is the leg's: Twilio refuses a second stream of the same name on a call.
      await client.calls(sid).streams.create({
        url,
        name: `closing-${sid}`,
        track: 'both_tracks',
        statusCallback,
        'parameter1.name': 'ticket',
        'parameter1.value': ticket,
      });
    },
  };
}
