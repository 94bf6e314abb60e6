// What Twilio's REST answers, as plain data of our own words; whatever has not the documented shape is left out.
import { z } from 'zod';
import { type LegStatus, legStatuses } from '../calls/callEvent.js';

/** A leg as REST shows it; times are whole seconds, ms since the epoch. */
export interface RestLeg {
  status: LegStatus;
  endedAt: number | null;
  from: string;
  to: string;
  direction: string;
}

/** A leg as the account's list shows it. */
export interface ListedLeg extends RestLeg {
  sid: string;
  parentSid: string | null;
  /** When it was dialled; null while it waits in Twilio's queue. */
  startedAt: number | null;
  /** Connected seconds; null where nobody answered. */
  durationSeconds: number | null;
}

/** One of Twilio's requests to us, from its own log of a call. */
export interface LoggedWebhook {
  url: string;
  /** Fields as they were sent, named as in the form. */
  parameters: Record<string, string>;
  /** When Twilio had its answer, ms in whole seconds; null where it does not say. */
  at: number | null;
  responseCode: number | null;
  responseBody: string | null;
}

export interface AccountNumber {
  sid: string;
  number: string;
  name: string;
  /** TwiML that an application gives instead of the addresses below. */
  applicationSid: string | null;
  urls: NumberUrls;
}

/** What a number of the account asks and tells, each by POST or GET. */
export interface NumberUrls {
  voiceUrl: string;
  voiceMethod: string;
  voiceFallbackUrl: string;
  voiceFallbackMethod: string;
  statusCallback: string;
  statusCallbackMethod: string;
}

/** Twilio leaves a date out as null, and the client reads what is no date as an invalid one. */
function instantOf(date: Date | null | undefined): number | null {
  return date instanceof Date && Number.isFinite(date.getTime()) ? date.getTime() : null;
}

/** Undefined for a status that is none of Twilio's words. */
export function legOf(call: Pick<CallFields, 'status' | 'endTime' | 'from' | 'to' | 'direction'>): RestLeg | undefined {
  const { from, to, direction } = call;
  const status = legStatuses.find((word) => word === call.status);
  return status && { status, endedAt: instantOf(call.endTime), from, to, direction };
}

interface ReadPage<Item> {
  instances: Item[];
  nextPage(): Promise<ReadPage<Item>> | undefined;
}

export async function* pagesOf<Item>(first: Promise<ReadPage<Item>>): AsyncGenerator<Item[]> {
  for (let next: Promise<ReadPage<Item>> | undefined = first; next !== undefined; ) {
    const page: ReadPage<Item> = await next;
    yield page.instances;
    next = page.nextPage();
  }
}

/** The log writes `call_sid` where the form said `CallSid`. */
const formName = (name: string) =>
  /[A-Z]/.test(name) ? name : name.replace(/(?:^|_)([a-z\d])/g, (_all, letter: string) => letter.toUpperCase());

const loggedWebhook = z.object({
  request: z.object({ url: z.string(), parameters: z.record(z.string(), z.unknown()).catch({}) }),
  response: z
    .object({
      response_code: z.coerce.number().int().nullable().catch(null),
      response_body: z.string().nullable().catch(null),
      date_created: z.string().nullable().catch(null),
    })
    .catch({ response_code: null, response_body: null, date_created: null }),
});

/** Undefined for what has not the shape that Twilio documents. */
export function webhookOf(entry: { request: unknown; response: unknown }): LoggedWebhook | undefined {
  const { success, data } = loggedWebhook.safeParse({ request: entry.request, response: entry.response });
  if (!success) return undefined;
  const { request, response } = data;
  const fields = Object.entries(request.parameters).map(([name, value]) => [formName(name), String(value ?? '')]);
  const at = Date.parse(response.date_created ?? '');
  return {
    url: request.url,
    parameters: Object.fromEntries(fields),
    at: Number.isFinite(at) ? at : null,
    responseCode: response.response_code,
    responseBody: response.response_body,
  };
}

type NumberFields = { [Name in keyof NumberUrls]: string | null } & {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  voiceApplicationSid: string | null;
};

export function numberOf(found: NumberFields): AccountNumber {
  return {
    sid: found.sid,
    number: found.phoneNumber,
    name: found.friendlyName,
    applicationSid: found.voiceApplicationSid || null,
    urls: {
      voiceUrl: found.voiceUrl ?? '',
      voiceMethod: found.voiceMethod ?? '',
      voiceFallbackUrl: found.voiceFallbackUrl ?? '',
      voiceFallbackMethod: found.voiceFallbackMethod ?? '',
      statusCallback: found.statusCallback ?? '',
      statusCallbackMethod: found.statusCallbackMethod ?? '',
    },
  };
}

interface CallFields {
  sid: string;
  parentCallSid: string | null;
  status: string;
  startTime: Date | null;
  endTime: Date | null;
  duration: string | null;
  from: string;
  to: string;
  direction: string;
}

/** Undefined for a status that is none of Twilio's words. */
export function listedLegOf(call: CallFields): ListedLeg | undefined {
  const leg = legOf(call);
  return (
    leg && {
      ...leg,
      sid: call.sid,
      parentSid: call.parentCallSid || null,
      startedAt: instantOf(call.startTime),
      durationSeconds: /^\d+$/.test(call.duration ?? '') ? Number(call.duration) : null,
    }
  );
}
