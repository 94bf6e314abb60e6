// What a spool file still says after a power cut: its whole lines in order, the damaged ones as they are, and the torn end.
import type { z } from 'zod';
import { decodeLine } from './spoolLine.js';

export interface SpoolContents<T> {
  values: T[];
  /** Complete lines that cannot be believed: bytes that may have been acknowledged, so they are kept for a person. */
  damaged: Buffer[];
  /** Bytes after the last line break. Their fsync never came back, so nobody was told that they are kept. */
  tornBytes: number;
}

const lineBreak = 0x0a;

/** @param schema checks only. */
export function readLines<T>(content: Buffer, schema: z.ZodType<T>): SpoolContents<T> {
  const contents: SpoolContents<T> = { values: [], damaged: [], tornBytes: 0 };
  let from = 0;
  for (let end = content.indexOf(lineBreak); end !== -1; end = content.indexOf(lineBreak, from)) {
    const line = content.subarray(from, end);
    from = end + 1;
    const decoded = decodeLine(line.toString('utf8'));
    // As it was written: what an older schema does not know must not get lost on the way.
    if (decoded && schema.safeParse(decoded.value).success) contents.values.push(decoded.value as T);
    else contents.damaged.push(line);
  }
  contents.tornBytes = content.length - from;
  return contents;
}
