// The lines of an exported file, strictly: a byte that a lenient reader would forgive is a byte that somebody changed.
import { canonicalText } from '../base/canonicalText.js';

/** An entry holds at most 4 million characters (storage/plain.ts); a file without lines must not fill the memory. */
const longestLineBytes = 32 * 2 ** 20;
const newLine = 0x0a;

export interface ExportLine {
  number: number;
  /** Undefined for what is no line that we would write. */
  value: unknown;
  isLast: boolean;
}

function readStrictly(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    const isOurs = typeof value === 'object' && value !== null && canonicalText(value) === text;
    return isOurs ? value : undefined;
  } catch {
    return undefined;
  }
}

async function* splitLines(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let rest: Buffer[] = [];
  let waiting = 0;
  for await (const chunk of file) {
    let begin = 0;
    for (let end = chunk.indexOf(newLine); end >= 0; end = chunk.indexOf(newLine, begin)) {
      yield Buffer.concat([...rest, chunk.subarray(begin, end)]);
      rest = [];
      waiting = 0;
      begin = end + 1;
    }
    rest.push(chunk.subarray(begin));
    waiting += chunk.length - begin;
    if (waiting > longestLineBytes) break;
  }
  // What does not end as a line is none: read strictly, it will be refused.
  if (waiting > 0) yield Buffer.concat([...rest, Buffer.from('\n')]);
}

export async function* readExportLines(file: AsyncIterable<Buffer>): AsyncGenerator<ExportLine, void> {
  let number = 0;
  let held: Buffer | undefined;
  for await (const line of splitLines(file)) {
    if (held) yield { number, value: readStrictly(held), isLast: false };
    held = line;
    number += 1;
  }
  if (held) yield { number, value: readStrictly(held), isLast: true };
}
