// Everything that the product asks of Twilio, in a few small questions and orders; no other file knows the client.
import twilio from 'twilio';
import {
  type AccountNumber,
  type ListedLeg,
  type LoggedWebhook,
  legOf,
  listedLegOf,
  type NumberUrls,
  numberOf,
  pagesOf,
  type RestLeg,
  webhookOf,
} from './readRest.js';
import { outcomeOf, type RestOutcome } from './restOutcome.js';

/** What is asked of a live leg: other TwiML, or its end (`canceled` only while it is queued or rings). */
export type CallUpdate = { url: string } | { status: 'completed' | 'canceled' };

/** A leg that we place. */
export interface NewCall {
  from: string;
  to: string;
  /** Asked for TwiML once the leg is answered. */
  url: string;
  /** Told of initiated, ringing, answered and completed. */
  statusCallback: string;
  /** Seconds of ringing, before Twilio's own 5 more; 60 unless given. */
  timeout?: number;
  /** Seconds; as long as Twilio lets it unless given. */
  timeLimit?: number;
}

/** A leg that we place into a conference, by the conference's name or sid. */
export interface NewParticipant extends Omit<NewCall, 'url'> {
  label?: string;
  startConferenceOnEnter?: boolean;
  endConferenceOnExit?: boolean;
  /** While nobody else is there; a conference's own music unless given. */
  waitUrl?: string;
  /** The first participant's counts, of join, leave, hold, start and end. */
  conferenceStatusCallback?: string;
}

/** What changes for somebody in a conference; Twilio ignores `endConferenceOnExit` for who is on hold. */
export interface ParticipantUpdate {
  hold?: boolean;
  holdUrl?: string;
  muted?: boolean;
  endConferenceOnExit?: boolean;
}

export interface TwilioRest {
  /** Undefined when Twilio does not know the sid. @throws when it cannot be asked. */
  leg(sid: string): Promise<RestLeg | undefined>;
  /** Legs that began in a span of time, ms, page by page: nothing is asked before the next page is wanted. @throws */
  legs(span: { from: number; to: number | undefined }): AsyncGenerator<ListedLeg[]>;
  /** Twilio's own log of its requests about one leg; empty until 15 minutes after its end. @throws */
  webhooks(sid: string): Promise<LoggedWebhook[]>;
  /** The account's numbers, page by page. @throws */
  numbers(): AsyncGenerator<AccountNumber[]>;
  updateNumber(sid: string, urls: Partial<NumberUrls>): Promise<RestOutcome>;
  /** Both sides of a leg, sent to `url` until it ends. @throws when Twilio refuses or cannot be asked. */
  startStream(sid: string, stream: { url: string; statusCallback: string; ticket: string }): Promise<void>;
  updateCall(sid: string, update: CallUpdate): Promise<RestOutcome>;
  createCall(call: NewCall): Promise<RestOutcome<{ sid: string }>>;
  createParticipant(
    conference: string,
    participant: NewParticipant,
  ): Promise<RestOutcome<{ callSid: string; conferenceSid: string }>>;
  /** @param participant the sid of the leg, or its label. */
  updateParticipant(conferenceSid: string, participant: string, update: ParticipantUpdate): Promise<RestOutcome>;
  /** Everybody in it is sent on to what follows it, or hung up on. */
  endConference(conferenceSid: string): Promise<RestOutcome>;
}

const notFound = 404;
/** A silent call can wait; a hanging connection must not pile up. */
const usualAnswerLimitMs = 5_000;
/** The most that Twilio gives; a `limit` without it would be sent as the page's size. */
const pageSize = 1_000;
const legEvents = ['initiated', 'ringing', 'answered', 'completed'];
const conferenceEvents = ['start', 'end', 'join', 'leave', 'hold'];

export interface TwilioAccount {
  accountSid: string;
  authToken: string;
  /** Of a stand-in; Twilio itself when absent. */
  apiBaseUrl: string | undefined;
  answerLimitMs?: number;
}

export function createTwilioRest(account: TwilioAccount): TwilioRest {
  const { answerLimitMs = usualAnswerLimitMs } = account;
  const client = twilio(account.accountSid, account.authToken, { timeout: answerLimitMs });
  if (account.apiBaseUrl !== undefined) client.api.baseUrl = account.apiBaseUrl;
  return {
    async leg(sid) {
      try {
        return legOf(await client.calls(sid).fetch());
      } catch (error) {
        if (error instanceof twilio.RestException && error.status === notFound) return undefined;
        throw error;
      }
    },
    async *legs({ from, to }) {
      const before = to === undefined ? {} : { startTimeBefore: new Date(to) };
      for await (const page of pagesOf(client.calls.page({ startTimeAfter: new Date(from), ...before, pageSize }))) {
        yield page.flatMap((call) => listedLegOf(call) ?? []);
      }
    },
    async webhooks(sid) {
      try {
        const entries = await client.calls(sid).events.list({ pageSize, limit: pageSize });
        return entries.flatMap((entry) => webhookOf(entry) ?? []);
      } catch (error) {
        if (error instanceof twilio.RestException && error.status === notFound) return [];
        throw error;
      }
    },
    async *numbers() {
      for await (const page of pagesOf(client.incomingPhoneNumbers.page({ pageSize }))) {
        yield page.map(numberOf);
      }
    },
    updateNumber: (sid, urls) =>
      outcomeOf(async () => {
        await client.incomingPhoneNumbers(sid).update(urls);
      }),
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
    updateCall: (sid, update) =>
      outcomeOf(async () => {
        await client.calls(sid).update(update);
      }),
    createCall: (call) =>
      outcomeOf(async () => {
        const { sid } = await client.calls.create({ ...call, statusCallbackEvent: legEvents });
        return { sid };
      }),
    createParticipant: (conference, participant) =>
      outcomeOf(async () => {
        const { callSid, conferenceSid } = await client.conferences(conference).participants.create({
          ...participant,
          statusCallbackEvent: legEvents,
          ...(participant.conferenceStatusCallback ? { conferenceStatusCallbackEvent: conferenceEvents } : {}),
        });
        return { callSid, conferenceSid };
      }),
    updateParticipant: (conferenceSid, participant, update) =>
      outcomeOf(async () => {
        await client.conferences(conferenceSid).participants(participant).update(update);
      }),
    endConference: (conferenceSid) =>
      outcomeOf(async () => {
        await client.conferences(conferenceSid).update({ status: 'completed' });
      }),
  };
}
