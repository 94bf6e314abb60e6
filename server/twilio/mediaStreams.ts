// WS /voice/stream: lets Twilio's media streams in, each signed and with a ticket of ours, and hands on what was heard.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AppError } from '../http/errors.js';
import { listenToStream, type StreamParts } from './listenToStream.js';
import { isSigned, type SignatureSettings } from './verifySignature.js';

const streamPath = /^\/voice\/stream\/?(\?|$)/;
/** Calls that a city of a thousand desks holds at once, with room; each takes half a hundredth of a core. */
const mostStreams = 400;
/** A message carries 160 bytes of sound and some fields. */
const mostMessageBytes = 16_384;

export interface MediaStreams {
  takes(request: IncomingMessage): boolean;
  /** @throws AppError when the sender is not Twilio. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Streams that are open. */
  open(): number;
  /** Ends them all; what was heard so far is handed on. */
  close(): void;
}

export function createMediaStreams(
  parts: StreamParts & Pick<SignatureSettings, 'authTokens' | 'publicBaseUrl'>,
): MediaStreams {
  const server = new WebSocketServer({ noServer: true, maxPayload: mostMessageBytes, perMessageDeflate: false });
  const base = parts.publicBaseUrl.replace(/^http/, 'ws');
  return {
    takes: ({ url = '/' }) => streamPath.test(url),
    handleUpgrade(request, socket, head) {
      const signature = request.headers['x-twilio-signature'];
      if (typeof signature !== 'string' || signature === '') throw new AppError('SIGNATURE_MISSING');
      // Twilio signs the address of a stream as wss:// and without fields.
      if (!isSigned(parts.authTokens, signature, base + request.url, {})) throw new AppError('SIGNATURE_WRONG');
      if (server.clients.size >= mostStreams) throw new AppError('TOO_MANY_REQUESTS');
      server.handleUpgrade(request, socket, head, (stream) => listenToStream(stream, parts));
    },
    open: () => server.clients.size,
    close() {
      for (const stream of server.clients) stream.terminate();
      server.close();
    },
  };
}
