// Lines of UTF-8 text from a stream of bytes, ended by a line feed alone: documents may hold the other line separators.
const lineFeed = 0x0a;
/** The largest document a store takes, written out, several times over. */
const longestBytes = 64 * 1024 * 1024;

/** Bytes that cannot be lines of ours. */
export class LineError extends Error {
  override name = 'LineError';
}

/** The last line must be ended too. @throws LineError */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  let pieces: Buffer[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      yield Buffer.concat([...pieces, chunk.subarray(from, end)]).toString('utf8');
      pieces = [];
      held = 0;
      from = end + 1;
    }
    pieces.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > longestBytes) throw new LineError('A line is too long.');
  }
  if (held > 0) throw new LineError('The last line has no end.');
}
