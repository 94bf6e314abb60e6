// The fields of one REST request, read by name; what Twilio does not know, or cannot read, is refused.
import type { Hook } from '../twiml/verbs.js';
import { invalid, Refusal } from './refusal.js';

export interface Form {
  text(name: string): string | null;
  /** Repeated fields, one value each. */
  all(name: string): readonly string[];
  flag(name: string): boolean | null;
  number(name: string, low: number, high: number): number | null;
  choice<Word extends string>(name: string, words: readonly Word[]): Word | null;
  /** A URL with its method beside it. @param code for what is not a URL. */
  hook(name: string, methodName: string, code: number): Hook | null;
}

/** `known` are the names that this operation takes; a name ending in `*` stands for all that begin so. @throws Refusal */
export function readForm(fields: URLSearchParams, known: readonly string[]): Form {
  const isKnown = (name: string) =>
    known.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name));
  for (const name of fields.keys()) if (!isKnown(name)) throw invalid(`Invalid parameter: ${name}`);
  const text = (name: string) => fields.get(name);
  const choice = <Word extends string>(name: string, words: readonly Word[]): Word | null => {
    const given = text(name);
    if (given === null) return null;
    const word = words.find((one) => one === given);
    if (word === undefined) throw invalid(`Invalid ${name}: '${given}' is none of ${words.join(', ')}`);
    return word;
  };
  return {
    text,
    choice,
    all: (name) => fields.getAll(name),
    flag(name) {
      const word = choice(name, ['true', 'false']);
      return word === null ? null : word === 'true';
    },
    number(name, low, high) {
      const given = text(name);
      if (given === null) return null;
      const value = Number(given);
      if (Number.isInteger(value) && value >= low && value <= high) return value;
      throw invalid(`Invalid ${name}: a whole number from ${low} to ${high}`);
    },
    hook(name, methodName, code) {
      const url = text(name);
      const method = choice(methodName, ['GET', 'POST']) ?? 'POST';
      if (url === null || url === '') return null;
      // Twilio refuses host names with underscores, too.
      const isUrl = /^https?:\/\/[^/?#_\s]+/.test(url) && URL.canParse(url);
      if (!isUrl) throw new Refusal(400, code, `${name} is not a valid URL: ${url}`);
      return { url, method };
    },
  };
}
