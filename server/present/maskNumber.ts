// A telephone address with its middle hidden: enough to tell calls apart, too little to call back or to know who it is.
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { isWithheld } from '../calls/isWithheld.js';

export const hidden = '****';
/** The keypad spellings of this word look like numbers: shown for all that withhold theirs. */
const withheld = 'anonymous';

/** Shorter than this, four digits would be most of the number. */
const shortestShown = 7;

/** Area (Seoul, mobile, personal or regional), exchange, subscriber. */
const korean = /^(02|050\d|0\d\d)(\d{3,4})(\d{4})$/;

function maskNumber(text: string): string {
  const number = parsePhoneNumberFromString(text, 'KR');
  if (!number?.isPossible()) return hidden;
  const { countryCallingCode, nationalNumber } = number;
  const isLong = nationalNumber.length >= shortestShown;
  const end = isLong ? `-${nationalNumber.slice(-4)}` : '';
  if (countryCallingCode !== '82') return `+${countryCallingCode}-***${end}`;
  const [, area, exchange] = korean.exec(`0${nationalNumber}`) ?? [];
  if (area === undefined || exchange === undefined) return `${hidden}${end}`;
  return `${area}-${'*'.repeat(exchange.length)}${end}`;
}

/** `010-****-1234`, `02-***-1234`, `+1-***-1234`, `sip:010-****-1234`, `client:****`, `anonymous`; `****` for all else. */
export function maskAddress(address: string): string {
  const text = address.trim();
  if (text === '') return '';
  if (isWithheld(text)) return withheld;
  const [, scheme, user] = /^(sips?|client):([^@;]*)/i.exec(text) ?? [];
  if (scheme === undefined || user === undefined) return maskNumber(text);
  return `${scheme.toLowerCase()}:${scheme.toLowerCase() === 'client' ? hidden : maskNumber(user)}`;
}
