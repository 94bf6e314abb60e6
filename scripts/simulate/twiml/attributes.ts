// Reads the attributes of one element; what it is not allowed to have, or in a form that it cannot have, is refused.

import type { Element } from './parseXml.js';
import { TwimlError } from './twimlError.js';
import type { Hook } from './verbs.js';

export interface Attributes {
  text(name: string): string | null;
  flag(name: string, fallback: boolean): boolean;
  /** A whole number, brought within its bounds as Twilio does. */
  number(name: string, fallback: number, low: number, high: number): number;
  choice<Word extends string>(name: string, words: readonly Word[], fallback: Word): Word;
  /** Words separated by blanks. */
  words(name: string, fallback: readonly string[]): readonly string[];
  /** With its method from the twin attribute, or beside it. */
  hook(name: string, methodName?: string): Hook | null;
}

/** `base` is the URL that gave the answer: relative URLs count from there. @throws TwimlError */
export function readAttributes(element: Element, base: string, allowed: readonly string[]): Attributes {
  const { name: tag, attributes } = element;
  const strange = [...attributes.keys()].filter((name) => !allowed.includes(name));
  if (strange.length > 0) throw new TwimlError(12_200, `<${tag}> has no attribute ${strange.join(', ')}`);
  const choice = <Word extends string>(name: string, words: readonly Word[], fallback: Word): Word => {
    const given = attributes.get(name);
    if (given === undefined) return fallback;
    const word = words.find((one) => one === given);
    if (word === undefined)
      throw new TwimlError(12_200, `${name}="${given}" of <${tag}> is none of ${words.join(', ')}`);
    return word;
  };
  return {
    choice,
    text: (name) => attributes.get(name) ?? null,
    flag: (name, fallback) => choice(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true',
    number(name, fallback, low, high) {
      const given = attributes.get(name);
      if (given === undefined) return fallback;
      const value = Number(given);
      if (!Number.isInteger(value)) throw new TwimlError(12_200, `${name}="${given}" is not a whole number`);
      return Math.min(Math.max(value, low), high);
    },
    words: (name, fallback) => attributes.get(name)?.split(/\s+/).filter(Boolean) ?? fallback,
    hook(name, methodName = name === 'url' ? 'method' : `${name}Method`) {
      const url = attributes.get(name);
      const method = choice(methodName, ['GET', 'POST'], 'POST');
      return url === undefined ? null : { url: resolveUrl(url, base), method };
    },
  };
}

/** @throws TwimlError */
export function resolveUrl(url: string, base: string): string {
  if (!URL.canParse(url, base === '' ? undefined : base)) throw new TwimlError(11_100, `"${url}" is not a URL`);
  // An absolute URL is kept to the letter: its encoding is part of what is signed.
  return URL.canParse(url) ? url : new URL(url, base).href;
}
