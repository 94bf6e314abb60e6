// A caller who keeps the number back: networks put a word in its place, or the word as a telephone's keys spell it.

const words = ['anonymous', 'blocked', 'private', 'restricted', 'unavailable', 'unknown', 'withheld'];

const keys = ['', '', 'abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];

/** ANONYMOUS is 266696687: it then looks like a number of Lesotho. */
const onKeys = (word: string) => [...word].map((letter) => keys.findIndex((key) => key.includes(letter))).join('');

const withheld: ReadonlySet<string> = new Set(['', ...words, ...words.map(onKeys)]);

/** True for what names nobody, as a number, a word, or the user of a `sip:` or `client:` address. */
export function isWithheld(address: string): boolean {
  const user =
    address
      .trim()
      .toLowerCase()
      .replace(/^(?:sips?|client|tel):/, '')
      .split(/[@;]/, 1)[0] ?? '';
  return withheld.has(user.replace(/^\+/, ''));
}
