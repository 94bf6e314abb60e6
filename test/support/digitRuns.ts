// How much of a number a text gives away: the longest run of its digits, however they are written.

/** Digits of one run may be parted by what people write between them, but not by a mask. */
const runs = (text: string) => text.replace(/[\s().,+-]/g, '').match(/\d+/g) ?? [];

/** Length of the longest run of digits in `text` that also stands in `number`. */
export function longestRunOf(text: string, number: string): number {
  const digits = number.replace(/\D/g, '');
  let longest = 0;
  for (const run of runs(text)) {
    for (let from = 0; from < run.length; from += 1) {
      while (from + longest < run.length && digits.includes(run.slice(from, from + longest + 1))) longest += 1;
    }
  }
  return longest;
}
