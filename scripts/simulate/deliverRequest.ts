// One webhook on its way: genuinely signed, with Twilio's headers, timeouts and retries (reference, sections 1.1, 3 and 4).
import { createHash, randomUUID } from 'node:crypto';
import twilio from 'twilio';
import { readOverrides } from './readOverrides.js';
import type { Fields } from './requestFields.js';
import type { Totals } from './totals.js';

export interface Delivery {
  /** The body of a 2xx answer; null when there was none that Twilio would use. */
  post(url: string, fields: Fields, wants: 'twiml' | 'nothing'): Promise<string | null>;
}

export interface DeliveryOptions {
  /** Where the product really listens; URLs that begin with `publicBaseUrl` are sent here. */
  target: string;
  publicBaseUrl: string;
  authToken: string;
  fetch: typeof fetch;
  totals: Totals;
  /** Requests on the wire at once: Twilio sends from many machines, this process must not exhaust its sockets. */
  concurrency: number;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { totals, concurrency } = options;
  const queue: (() => void)[] = [];
  let running = 0;
  const enter = async () => {
    if (running >= concurrency) await new Promise<void>((resolve) => queue.push(resolve));
    else running += 1;
  };
  const leave = () => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };
  return {
    async post(url, fields, wants) {
      await enter();
      try {
        return await deliver(options, url, fields, wants);
      } finally {
        leave();
        totals.requests += 1;
      }
    },
  };
}

async function deliver(
  options: DeliveryOptions,
  fullUrl: string,
  fields: Fields,
  wants: 'twiml' | 'nothing',
): Promise<string | null> {
  const { url, retries, retryOn, readTimeoutMs, totalTimeoutMs } = readOverrides(fullUrl);
  const { publicBaseUrl, target, totals } = options;
  const address = url.startsWith(publicBaseUrl) ? target + url.slice(publicBaseUrl.length) : url;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'user-agent': 'TwilioProxy/1.1',
    accept: '*/*',
    'x-home-region': 'us1',
    'x-twilio-signature': sign(options.authToken, url, fields),
    'i-twilio-idempotency-token': idempotencyToken(),
  };
  const body = new URLSearchParams(fields).toString();
  const deadline = Date.now() + totalTimeoutMs;
  for (let attempt = 0; ; attempt += 1) {
    const left = Math.min(readTimeoutMs, deadline - Date.now());
    const outcome = await attemptOnce(options.fetch, address, { headers, body, timeoutMs: Math.max(1, left) }, wants);
    if ('body' in outcome) return outcome.body;
    totals.failures += 1;
    totals.lastFailure = outcome.reason;
    if (attempt >= retries || !retryOn.has(outcome.failure) || Date.now() >= deadline) return null;
    totals.retries += 1;
  }
}

type Outcome = { body: string | null } | { failure: 'ct' | 'rt' | '4xx' | '5xx' | 'content'; reason: string };

async function attemptOnce(
  send: typeof fetch,
  address: string,
  { headers, body, timeoutMs }: { headers: Record<string, string>; body: string; timeoutMs: number },
  wants: 'twiml' | 'nothing',
): Promise<Outcome> {
  const path = new URL(address).pathname;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await send(address, { method: 'POST', headers, body, signal, redirect: 'manual' });
    const text = await response.text();
    if (response.status >= 500) return { failure: '5xx', reason: `${response.status} from ${path}` };
    if (!response.ok) return { failure: '4xx', reason: `${response.status} from ${path}` };
    if (wants === 'nothing') return { body: null };
    if (!/^(text|application)\/xml\b/i.test(response.headers.get('content-type') ?? '')) {
      return { failure: 'content', reason: `an answer that is not XML from ${path} (12300)` };
    }
    return { body: text };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { failure: timedOut ? 'rt' : 'ct', reason: `${timedOut ? 'no answer in time' : 'no connection'}: ${path}` };
  }
}

/** Over the URL without its fragment and every field; a repeated field counts once per value. */
function sign(authToken: string, url: string, fields: Fields): string {
  const params: Record<string, string | string[]> = {};
  for (const [name, value] of fields) {
    const known = params[name];
    params[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  return twilio.getExpectedTwilioSignature(authToken, url, params);
}

/** The same through all attempts of one delivery. */
function idempotencyToken(): string {
  return createHash('sha256').update(randomUUID()).digest('hex').slice(0, 36);
}
