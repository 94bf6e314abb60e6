// From the product's answer to the verbs that the stand-in obeys. What it does not know it refuses, as Twilio's debugger would.
import type { DialVerb, Noun, Verb } from './dialVerb.js';
import { type Element, parseXml } from './parseXml.js';

export class TwimlError extends Error {
  override name = 'TwimlError';
}

// Twilio refuses longer answers with 11750.
const longestBody = 64 * 1024;
const mostNouns = 10;

/** `base` is the URL that gave the answer: relative URLs in it count from there. @throws TwimlError */
export function readTwiml(body: string, base: string): Verb[] {
  if (Buffer.byteLength(body) > longestBody) throw new TwimlError('The answer is longer than 64 kB (11750).');
  let root: Element;
  try {
    root = parseXml(body);
  } catch (error) {
    throw new TwimlError(`The answer is not XML (12100): ${error instanceof Error ? error.message : String(error)}`);
  }
  if (root.name !== 'Response') throw new TwimlError(`The answer's root is <${root.name}>, not <Response> (12100).`);
  return root.children.map((element) => readVerb(element, base));
}

function readVerb(element: Element, base: string): Verb {
  const attribute = (name: string) => element.attributes.get(name) ?? null;
  switch (element.name) {
    case 'Dial':
      return readDial(element, base);
    case 'Say':
      return { verb: 'Say', text: element.text.trim(), language: attribute('language') };
    case 'Pause':
      return { verb: 'Pause', seconds: readNumber(element, 'length', 1, 0, 180) };
    case 'Redirect':
      return { verb: 'Redirect', url: resolve(element.text.trim(), base) };
    case 'Hangup':
      return { verb: 'Hangup' };
    default:
      throw new TwimlError(`The stand-in does not know <${element.name}> (12200).`);
  }
}

function readDial(element: Element, base: string): DialVerb {
  const text = element.text.trim();
  const plain: Noun[] =
    text === '' ? [] : [{ kind: 'Number', address: text, statusCallback: null, events: ['completed'] }];
  const nouns = [...plain, ...element.children.map((child) => readNoun(child, base))];
  if (nouns.length === 0) throw new TwimlError('<Dial> names nobody (13201).');
  if (nouns.length > mostNouns)
    throw new TwimlError(`<Dial> names ${nouns.length} telephones, more than ${mostNouns}.`);
  const action = element.attributes.get('action');
  return {
    verb: 'Dial',
    action: action === undefined ? null : resolve(action, base),
    timeout: readNumber(element, 'timeout', 30, 5, 600),
    timeLimit: readNumber(element, 'timeLimit', 14_400, 1, 14_400),
    answerOnBridge: element.attributes.get('answerOnBridge') === 'true',
    ringTone: element.attributes.get('ringTone') ?? null,
    nouns,
  };
}

function readNoun(element: Element, base: string): Noun {
  const { name } = element;
  if (name !== 'Number' && name !== 'Sip' && name !== 'Client') {
    throw new TwimlError(`The stand-in does not know <${name}> inside <Dial> (12200).`);
  }
  const statusCallback = element.attributes.get('statusCallback');
  const text = element.text.trim();
  if (text === '') throw new TwimlError(`<${name}> is empty (13224).`);
  return {
    kind: name,
    address: name === 'Client' ? `client:${text}` : text,
    statusCallback: statusCallback === undefined ? null : resolve(statusCallback, base),
    events: (element.attributes.get('statusCallbackEvent') ?? 'completed').split(/\s+/).filter(Boolean),
  };
}

function readNumber(element: Element, name: string, fallback: number, low: number, high: number): number {
  const text = element.attributes.get(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value)) throw new TwimlError(`${name}="${text}" is not a whole number (12200).`);
  return Math.min(Math.max(value, low), high);
}

function resolve(url: string, base: string): string {
  if (!URL.canParse(url, base)) throw new TwimlError(`"${url}" is not a URL (11100).`);
  // An absolute URL is kept to the letter: its encoding is part of what is signed.
  return URL.canParse(url) ? url : new URL(url, base).href;
}
