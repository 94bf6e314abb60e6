// The account's own numbers and the addresses that they ask, which REST shows and changes.
import { createHash } from 'node:crypto';
import type { Hook } from './twiml/verbs.js';

export interface NumberSettings {
  number: string;
  voice?: Hook | null;
  fallback?: Hook | null;
  statusCallback?: Hook | null;
  friendlyName?: string;
}

export interface PhoneNumber extends Required<NumberSettings> {
  sid: string;
  applicationSid: string | null;
  looksCallersUp: boolean;
}

export interface PhoneNumbers {
  all: readonly PhoneNumber[];
  byNumber(number: string): PhoneNumber | undefined;
}

export function createPhoneNumbers(settings: readonly NumberSettings[]): PhoneNumbers {
  const all = settings.map((given): PhoneNumber => {
    const sid = `PN${createHash('sha256').update(given.number).digest('hex').slice(0, 32)}`;
    const none = { voice: null, fallback: null, statusCallback: null, friendlyName: given.number };
    return { ...none, ...given, sid, applicationSid: null, looksCallersUp: false };
  });
  return { all, byNumber: (number) => all.find((one) => one.number === number) };
}
