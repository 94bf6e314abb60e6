// One spelling per telephone address, so that what Twilio sends and what the directory holds meet in one look-up.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * E.164 for numbers (national ones are read as `country`'s), lower-case scheme and host for `sip:` without port and
 * parameters; a SIP user and a `client:` name keep their case, which Twilio distinguishes. Undefined when it is neither.
 */
export function normaliseAddress(raw: string, country: CountryCode = 'KR'): string | undefined {
  const text = raw.trim();
  const sip = /^sips?:([^@;?\s]+)@([^:;?\s]+)/i.exec(text);
  if (sip) return `sip:${sip[1]}@${sip[2]?.toLowerCase()}`;
  const client = /^client:(\S+)$/i.exec(text);
  if (client) return `client:${client[1]}`;
  const number = parsePhoneNumberFromString(text, country);
  return number?.isPossible() ? number.number : undefined;
}

export function kindOfAddress(address: string): 'number' | 'sip' | 'client' {
  if (address.startsWith('sip:')) return 'sip';
  return address.startsWith('client:') ? 'client' : 'number';
}
