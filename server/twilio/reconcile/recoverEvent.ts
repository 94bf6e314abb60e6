// A webhook that Twilio's own log of a call holds, through the same translation as if it had come: late, and marked so.
import type { CallEvent } from '../../calls/callEvent.js';
import type { Directory, Target } from '../../directory/directory.js';
import { type Callback, readCallback } from '../readCallback.js';
import type { LoggedWebhook } from '../readRest.js';
import { type Translated, toActionEvent, toNoteEvent, toStatusEvent, toVoiceEvent } from '../toCallEvent.js';
import { toConferenceEvent, toReferEvent } from '../toHandOverEvent.js';

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

/** Undefined where our answer of then does not surely tell what followed: an announcement may have led on to a Dial. */
function toVoice(callback: Callback, webhook: LoggedWebhook, directory: Known): Translated | undefined {
  const line = directory.line(webhook.parameters['To'] ?? '');
  const body = webhook.responseBody ?? '';
  if (!line) return toVoiceEvent(callback, undefined);
  if (body.includes('<Enqueue')) return toVoiceEvent(callback, line, { answer: 'queue', dialled: line.targets });
  const dialled = dialledBy(webhook, directory);
  return dialled.length > 0 ? toVoiceEvent(callback, line, { answer: 'dial', dialled }) : undefined;
}

function toAction(callback: Callback, webhook: LoggedWebhook, directory: Known): Translated {
  const { event, warnings } = toActionEvent(callback, dialledBy(webhook, directory));
  const body = webhook.responseBody ?? '';
  if (event?.kind !== 'action' || event.next === 'dial') return { event, warnings };
  const next = body.includes('<Conference') ? 'conference' : body.includes('<Record') ? 'voicemail' : 'end';
  return { event: { ...event, next }, warnings };
}

function translate(path: string, callback: Callback, webhook: LoggedWebhook, directory: Known): Translated | undefined {
  if (path === '/voice/status') return toStatusEvent(callback);
  if (path === '/voice/conference') return toConferenceEvent(callback);
  if (path === '/voice/recording') return toNoteEvent('recording', callback);
  if (path === '/voice/stream-status') return toNoteEvent('stream-status', callback);
  if (!wasAnswered(webhook)) return undefined;
  if (path === '/voice/dial-action') return toAction(callback, webhook, directory);
  if (path === '/voice/refer') return toReferEvent(callback, dialledBy(webhook, directory));
  return path === '/voice/incoming' ? toVoice(callback, webhook, directory) : undefined;
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
  const query = Object.fromEntries(new URL(webhook.url).searchParams);
  const callback = readCallback(webhook.parameters, query, webhook.at);
  const event = translate(path, callback, webhook, directory)?.event;
  return event && { ...event, recovered: true };
}
