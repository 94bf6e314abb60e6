// An answer that is written piece by piece, a file for the person who asked; everything else is answered as JSON.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

export class StreamedAnswer {
  constructor(
    readonly file: { name: string; type: string },
    readonly pieces: AsyncIterable<string>,
  ) {}
}

const isGoneEarly = (error: unknown) =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_STREAM_PREMATURE_CLOSE';

/** Resolves when all of it has left, or the reader has. */
export async function sendStream(response: Response, { file, pieces }: StreamedAnswer): Promise<void> {
  response.attachment(file.name).type(file.type);
  try {
    await pipeline(Readable.from(pieces), response);
  } catch (error) {
    if (!isGoneEarly(error)) throw error;
  }
}
