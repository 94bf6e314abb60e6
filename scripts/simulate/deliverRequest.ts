// One webhook on its way: genuinely signed, with Twilio's headers, timeouts and retries (reference, sections 1.1, 3 and 4).
import { createHash, randomUUID } from 'node:crypto';
import twilio from 'twilio';
import { readOverrides } from './readOverrides.js';
import type { Fields } from './requestFields.js';
import type { Totals } from './totals.js';
import type { Hook } from './twiml/verbs.js';

/** One webhook: `at` is the exact ms at which Twilio sends it; stamps in the fields are whole seconds. */
export interface Post {
  at: number;
  /** The leg it is about. */
  sid: string;
  hook: Hook;
  fields: Fields;
  wants: 'twiml' | 'nothing';
}

export interface Answered {
  /** 0 when no answer came. */
  status: number;
  contentType: string;
  body: string;
  /** Why Twilio cannot use it, with the code in its debugger. */
  problem?: { code: number; reason: string };
}

export interface Delivery {
  post(post: Post): Promise<Answered>;
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
    async post(post) {
      await enter();
      try {
        return await deliver(options, post);
      } finally {
        leave();
        totals.requests += 1;
      }
    },
  };
}

async function deliver(options: DeliveryOptions, { hook, fields, wants }: Post): Promise<Answered> {
  const overrides = readOverrides(hook.url);
  const { publicBaseUrl, target, totals, authToken } = options;
  const isGet = hook.method === 'GET';
  const form = new URLSearchParams(fields).toString();
  const url = isGet ? `${overrides.url}${overrides.url.includes('?') ? '&' : '?'}${form}` : overrides.url;
  const request: Sent = {
    address: url.startsWith(publicBaseUrl) ? target + url.slice(publicBaseUrl.length) : url,
    method: hook.method,
    headers: {
      ...(isGet ? {} : { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
      'user-agent': 'TwilioProxy/1.1',
      accept: '*/*',
      'x-home-region': 'us1',
      'x-twilio-signature': sign(authToken, url, isGet ? [] : fields),
      'i-twilio-idempotency-token': idempotencyToken(),
    },
    ...(isGet ? {} : { body: form }),
  };
  const deadline = Date.now() + overrides.totalTimeoutMs;
  for (let attempt = 0; ; attempt += 1) {
    const left = Math.min(overrides.readTimeoutMs, deadline - Date.now());
    const answered = await attemptOnce(options.fetch, request, Math.max(1, left), wants);
    if (!answered.problem) return answered;
    totals.failures += 1;
    totals.lastFailure = answered.problem.reason;
    const mayRetry = overrides.retryOn.has(answered.failure ?? '');
    if (attempt >= overrides.retries || !mayRetry || Date.now() >= deadline) return answered;
    totals.retries += 1;
  }
}

interface Sent {
  address: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

type Attempt = Answered & { failure?: 'ct' | 'rt' | '4xx' | '5xx' };

async function attemptOnce(
  send: typeof fetch,
  { address, ...request }: Sent,
  timeoutMs: number,
  wants: Post['wants'],
): Promise<Attempt> {
  const path = new URL(address).pathname;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await send(address, { ...request, signal, redirect: 'manual' });
    const contentType = response.headers.get('content-type') ?? '';
    const answered = { status: response.status, contentType, body: await response.text() };
    const refused = (code: number, reason: string) => ({
      ...answered,
      problem: { code, reason: `${reason} ${path} (${code})` },
    });
    const code = wants === 'twiml' ? 11_200 : 15_003;
    if (!response.ok) {
      return { ...refused(code, `${response.status} from`), failure: response.status >= 500 ? '5xx' : '4xx' };
    }
    if (wants === 'nothing') return answered;
    // An answer that does not say what it is, as a 204, shows as a 502 of Twilio's own fetching.
    if (contentType === '') return refused(11_200, 'an answer without a content type (502) from');
    if (!/^(text|application)\/xml\b/i.test(contentType)) return refused(12_300, 'an answer that is not XML from');
    return answered;
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    const reason = `${timedOut ? 'no answer in time' : 'no connection'}: ${path}`;
    const problem = { code: wants === 'twiml' ? (timedOut ? 11_200 : 11_205) : 15_003, reason };
    return { status: 0, contentType: '', body: '', problem, failure: timedOut ? 'rt' : 'ct' };
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
