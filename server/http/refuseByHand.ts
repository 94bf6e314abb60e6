// Refusals where there is no response object: an upgrade, or a request that is broken, too long or too slow to become one.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, statusOf } from './errors.js';

/** Answers and hangs up. */
export function refuseByHand(socket: Duplex, { code, view }: AppError): void {
  const status = statusOf(code);
  const body = JSON.stringify(view);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** For a server's `clientError`. */
export function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else if (error.code === 'HPE_HEADER_OVERFLOW') refuseByHand(socket, new AppError('HEADERS_TOO_LARGE'));
  else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') refuseByHand(socket, new AppError('REQUEST_TIMEOUT'));
  else refuseByHand(socket, new AppError('BAD_REQUEST'));
}
