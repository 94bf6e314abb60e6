// What an official's telephone system asks of REST to send the citizen on: the Dial that brought the call here, with
// another telephone in it and its step counted up, so that the product hears of the new leg as of its own.
import type { DialVerb } from './verbs.js';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

export function transferTwiml(dial: DialVerb, address: string): string {
  const noun = dial.nouns.find((one) => one.kind !== 'Queue');
  const callback = noun?.statusCallback?.url ?? null;
  const attribute = (name: string, value: string | null) => (value === null ? '' : ` ${name}="${escapeXml(value)}"`);
  const [name, text] = address.startsWith('sip:')
    ? ['Sip', address]
    : address.startsWith('client:')
      ? ['Client', address.slice('client:'.length)]
      : ['Number', address];
  const dialled =
    attribute('answerOnBridge', String(dial.answerOnBridge)) +
    attribute('ringTone', dial.ringTone) +
    attribute('timeout', String(dial.timeout)) +
    attribute('timeLimit', String(dial.timeLimit)) +
    attribute('referUrl', dial.refer && nextStep(dial.refer.url)) +
    attribute('action', dial.action && nextStep(dial.action.url));
  const told =
    attribute('statusCallback', callback && nextStep(callback)) +
    attribute('statusCallbackEvent', callback && (noun?.events ?? []).join(' '));
  return `<Response><Dial${dialled}><${name}${told}>${escapeXml(text)}</${name}></Dial></Response>`;
}

/** `...step=2#...` becomes `...step=3#...`; a URL without a step stays as it is. */
function nextStep(url: string): string {
  return url.replace(/([?&]step=)(\d+)/, (_whole, name: string, step: string) => `${name}${Number(step) + 1}`);
}
