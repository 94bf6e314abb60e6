// Bytes to the server as no client library would send them, and whatever comes back until it hangs up.
import { connect } from 'node:net';

export interface RawAnswer {
  /** All that came, head and body. */
  text: string;
  /** Of the first answer; 0 when there was none. */
  status: number;
  /** The error code of the last body, if it is one of ours. */
  code: string | undefined;
}

export interface RawOptions {
  /** Sent one by one, each once the one before has left: a slow sender. */
  drip?: { parts: Iterable<string>; everyMs: number };
}

/** Resolves when the server closes the connection: ask for that, or send what makes it. */
export function rawRequest(port: number, bytes: string | Buffer, { drip }: RawOptions = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    const parts = drip?.parts[Symbol.iterator]();
    const sendNext = () => {
      const next = parts?.next();
      if (!next || next.done || socket.destroyed) return;
      socket.write(next.value);
      timer = setTimeout(sendNext, drip?.everyMs);
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    // Whoever is cut off while still sending is told so by the network.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString('utf8');
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ text, status, code: [...text.matchAll(/\{"error":\{"code":"(\w+)"/g)].at(-1)?.[1] });
    });
    socket.write(bytes);
    sendNext();
  });
}
