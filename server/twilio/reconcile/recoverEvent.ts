// A webhook that Twilio's own log of a call holds, through the same translation as if it had come: late, and marked so.
import type { CallEvent } from '../../calls/callEvent.js';
import type { Directory, Line, Target } from '../../directory/directory.js';
import { type Callback, readCallback } from '../readCallback.js';
import type { LoggedWebhook } from '../readRest.js';
import { type Translated, toActionEvent, toStatusEvent, toVoiceEvent } from '../toCallEvent.js';
import { toConferenceEvent } from '../toHandOverEvent.js';

type Known = Pick<Directory, 'line' | 'target'>;

const nouns = /<(?:Number|Sip|Client)\b[^>]*>([^<]+)<\//g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (xml: string) => xml.replace(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => entities[name] ?? '');

/** Whom our answer of then dialled: it is in the log beside the question. */
function dialledBy({ responseBody }: LoggedWebhook, directory: Known): Target[] {
  const addresses = [...(responseBody ?? '').matchAll(nouns)].map((found) => plain(found[1] ?? '').trim());
  return addresses.map((address): Target => {
    const kind = address.startsWith('sip:') ? 'sip' : 'number';
    return directory.target(address) ?? { address, kind, departmentId: null, officialId: null };
  });
}

function translate(path: string, callback: Callback, webhook: LoggedWebhook, directory: Known): Translated | undefined {
  if (path === '/voice/status') return toStatusEvent(callback);
  if (path === '/voice/conference') return toConferenceEvent(callback);
  if (path === '/voice/dial-action') return toActionEvent(callback, dialledBy(webhook, directory));
  if (path !== '/voice/incoming') return undefined;
  const line: Line | undefined = directory.line(webhook.parameters['To'] ?? '');
  return toVoiceEvent(callback, line && { ...line, targets: dialledBy(webhook, directory) });
}

/** What was asked of us decides what followed only when Twilio had our answer. */
function wasAnswered({ responseCode }: LoggedWebhook): boolean {
  return responseCode !== null && responseCode >= 200 && responseCode < 300;
}

/** Undefined for what is none of our webhooks, holds no event, or says nothing without our answer. */
export function recoverEvent(webhook: LoggedWebhook, publicBaseUrl: string, directory: Known): CallEvent | undefined {
  if (webhook.at === null || !webhook.url.startsWith(`${publicBaseUrl}/`) || !URL.canParse(webhook.url))
    return undefined;
  const path = webhook.url.slice(publicBaseUrl.length).replace(/[?#].*$/, '');
  if (['/voice/incoming', '/voice/dial-action'].includes(path) && !wasAnswered(webhook)) return undefined;
  const query = Object.fromEntries(new URL(webhook.url).searchParams);
  const callback = readCallback(webhook.parameters, query, webhook.at);
  const event = translate(path, callback, webhook, directory)?.event;
  return event && { ...event, recovered: true };
}
